import { expect, test } from 'vitest'
import { checkKey, checkLength, shorten } from './names.ts'

test.each(['a', 'a/b', 'a.b-c_d e:f', 'é', 'mlflow.runName', 'a..', 'x'.repeat(250), '__proto__', 'a '])(
  'accepts the key %j',
  (key) => {
    expect(() => checkKey(key, 'key')).not.toThrow()
  },
)

test.each(['a\n', 'a"b', 'a=b', 'a\0', 'a\\b', 'a%b', '🙂'])('refuses the characters of %j', (key) => {
  expect(() => checkKey(key, 'params[0].key')).toThrow(
    /^Invalid value ".*" for parameter 'params\[0\].key' supplied: Names may only contain alphanumerics/,
  )
})

test.each([
  ['/a', '/a'],
  ['a//b', 'a/b'],
  ['a/./b', 'a/b'],
  ['a/../b', 'b'],
  ['../a', '../a'],
  ['a/', 'a'],
  ['.', '.'],
  ['..', '..'],
  ['..a', '..a'],
  ['/', '/'],
])('refuses %j, which a file system reads as %j', (key, normal) => {
  expect(() => checkKey(key, 'name')).toThrow(`This name would resolve to '${normal}'`)
})

test('accepts keys of 250 characters, however many UTF-16 units they take', () => {
  expect(() => checkKey('𝒳'.repeat(250), 'key')).not.toThrow()
  expect(() => checkKey('x'.repeat(251), 'key', 'Metric name')).toThrow(
    "'Metric name' exceeds the maximum length of 250 characters",
  )
  expect(() => checkLength('🙂'.repeat(11), 10, 'name')).toThrow('exceeds')
})

test('never cuts a character in two when shortening', () => {
  expect(shorten('🙂'.repeat(6), 5)).toBe('🙂'.repeat(5))
  expect(shorten('abc', 5)).toBe('abc')
  expect(shorten('abcdef', 5)).toBe('abcde')
})
