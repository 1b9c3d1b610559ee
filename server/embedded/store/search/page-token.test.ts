import { expect, test } from 'vitest'
import { cutPage, offsetOf, tokenFor } from './page-token.ts'

test('a token holds the row it was made for', () => {
  expect(offsetOf(tokenFor({ offset: 12345 }))).toBe(12345)
  expect(tokenFor({ offset: 2 })).toBe('eyJvZmZzZXQiOiAyfQ==') // as MLflow writes it
})

test('no token or an empty one means the first page', () => {
  expect(offsetOf(undefined)).toBe(0)
  expect(offsetOf('')).toBe(0)
})

const base64 = (text: string) => Buffer.from(text).toString('base64')

test.each([
  ['bad base64', '%%%'],
  ['text', base64('hello')],
  ['a negative offset', base64('{"offset": -1}')],
  ['a fraction', base64('{"offset": 1.5}')],
  ['an offset beyond 2^53', base64('{"offset": 99999999999999999999}')],
  ['a string', base64('{"offset": "1"}')],
  ['an array', base64('[1]')],
  ['nothing in it', base64('{}')],
  ['100 kB', 'A'.repeat(100_000)],
  ['NUL', 'eyJ\0'],
])('refuses a forged token: %s', (_, token) => {
  expect(() => offsetOf(token)).toThrow(expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE' }))
})

test.each([
  ['x', 'Invalid page token, could not base64-decode'],
  ['!!!', "Invalid page token, decoded value=b''"],
  [base64('{}'), 'Invalid page token, parsed value={}'],
  [base64('{"offset": 0, "a": [true]}'), "Invalid page token, parsed value={'offset': 0, 'a': [True]}"],
  [base64('{"offset": "x"}'), 'Invalid page token, not stringable x'],
  [base64('{"offset": -1}'), `Invalid page token, decoded value=b'{"offset": -1}'`],
  [base64('null'), "Invalid page token, decoded value=b'null'"],
  [base64('not json'), "Invalid page token, decoded value=b'not json'"],
])('refuses a forged token in MLflow’s words: %s', (token, message) => {
  expect(() => offsetOf(token)).toThrow(message)
})

test('returns a token only if a row is left', () => {
  expect(cutPage([1, 2, 3], 6, 3)).toEqual({ rows: [1, 2, 3] })
  expect(cutPage([1, 2, 3, 4], 6, 3)).toEqual({ rows: [1, 2, 3], next_page_token: tokenFor({ offset: 9 }) })
})
