import { expect, test } from 'vitest'
import { parsePreferences } from './preferences.ts'

const nothing = { name: '', timeZone: 'local' }

test('reads back what was stored', () => {
  expect(parsePreferences('{"name":"Ada Ł","timeZone":"Asia/Tokyo"}')).toEqual({
    name: 'Ada Ł',
    timeZone: 'Asia/Tokyo',
  })
  expect(parsePreferences('{"name":"Ada","timeZone":"UTC","later":1}')).toEqual({ name: 'Ada', timeZone: 'UTC' })
})

test('ignores stored values that the app would not write', () => {
  for (const text of [null, '', '{', 'null', '7', '[]', '{"name":7,"timeZone":null}', '{"timeZone":"Mars/Olympus"}'])
    expect(parsePreferences(text), String(text)).toEqual(nothing)
})
