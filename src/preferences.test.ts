import { expect, test } from 'vitest'
import { parsePreferences } from './preferences.ts'

const nothing = { name: '', skipsName: false, timeZone: 'local' }

test('reads back what was stored', () => {
  expect(parsePreferences('{"name":"Ada Ł","timeZone":"Asia/Tokyo"}')).toEqual({
    name: 'Ada Ł',
    skipsName: false,
    timeZone: 'Asia/Tokyo',
  })
  expect(parsePreferences('{"skipsName":true,"timeZone":"UTC","later":1}')).toEqual({
    name: '',
    skipsName: true,
    timeZone: 'UTC',
  })
})

test('ignores stored values that the app would not write', () => {
  for (const text of [
    undefined,
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"name":7,"skipsName":"yes","timeZone":null}',
    '{"timeZone":"Mars/Olympus"}',
  ])
    expect(parsePreferences(text), String(text)).toEqual(nothing)
})
