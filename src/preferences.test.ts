import { expect, test } from 'vitest'
import { parsePreferences } from './preferences.ts'

const nothing = { name: '', timeZone: 'local' }

test('what was kept is read again', () => {
  expect(parsePreferences('{"name":"Ada Ł","timeZone":"Asia/Tokyo"}')).toEqual({
    name: 'Ada Ł',
    timeZone: 'Asia/Tokyo',
  })
  expect(parsePreferences('{"name":"Ada","timeZone":"UTC","later":1}')).toEqual({ name: 'Ada', timeZone: 'UTC' })
})

test('what nobody of us has kept counts as not chosen', () => {
  for (const text of [null, '', '{', 'null', '7', '[]', '{"name":7,"timeZone":null}', '{"timeZone":"Mars/Olympus"}'])
    expect(parsePreferences(text), String(text)).toEqual(nothing)
})
