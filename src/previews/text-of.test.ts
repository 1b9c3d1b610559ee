import { expect, test } from 'vitest'
import { isText, looksBinary, textOf } from './text-of.ts'

const content = (bytes: number[], whole = true) => ({ bytes: new Uint8Array(bytes), size: bytes.length, whole })

test('reads UTF-8, or UTF-16 with a byte order mark', () => {
  expect(textOf(content([0xc3, 0xa9]))).toBe('é')
  expect(textOf(content([0xff, 0xfe, 0xe9, 0]))).toBe('é')
  expect(textOf(content([0xfe, 0xff, 0, 0xe9]))).toBe('é')
})

test('drops a character cut at the end of the first part', () => {
  expect(textOf(content([0x61, 0xc3], false))).toBe('a')
  expect(textOf(content([0x61, 0xc3]))).toBe('a\ufffd')
})

test('takes a NUL as a sign of binary data', () => {
  expect(looksBinary(content([0x61, 0, 0x62]))).toBe(true)
  expect(looksBinary(content([0x61, 0xff]))).toBe(false)
  expect(looksBinary(content([0xff, 0xfe, 0x61, 0]))).toBe(false)
})

test('takes unknown bytes as text if all of them are characters', () => {
  expect(isText(content([0x61, 0xc3, 0xa9]))).toBe(true)
  expect(isText(content([0x61, 0xff, 0x62]))).toBe(false)
  expect(isText(content([0x61, 0xc3]))).toBe(false)
  expect(isText(content([0x61, 0xc3], false))).toBe(true)
})
