import { expect, test } from 'vitest'
import { asciiJson, bytesText, spacedJson } from './python-text.ts'

test('JSON in messages is ASCII', () => {
  expect(asciiJson('é😀"')).toBe('"\\u00e9\\ud83d\\ude00\\""')
})

test('JSON in tags has spaces where Python puts them', () => {
  expect(spacedJson([{ a: 1, b: undefined, 'c: ,': { d: [null, 'é'] } }, []])).toBe(
    String.raw`[{"a": 1, "c: ,": {"d": [null, "\u00e9"]}}, []]`,
  )
})

test('JSON in tags keeps the numbers that only Python writes', () => {
  expect(spacedJson([NaN, { a: -Infinity }, 9223372036854775807n])).toBe('[NaN, {"a": -Infinity}, 9223372036854775807]')
})

test.each([
  ['not json', "b'not json'"],
  ["it's", 'b"it\'s"'],
  [`'"`, `b'\\'"'`],
  ['\n\0é\\', "b'\\n\\x00\\xc3\\xa9\\\\'"],
])('writes the bytes of %j as Python does', (text, written) => {
  expect(bytesText(Buffer.from(text))).toBe(written)
})
