import { expect, test } from 'vitest'
import { isText, looksBinary, textOf } from './text-of.ts'

const content = (bytes: number[], whole = true) => ({ bytes: new Uint8Array(bytes), size: bytes.length, whole })

test('text is UTF-8, or UTF-16 where a mark says so', () => {
  expect(textOf(content([0xc3, 0xa9]))).toBe('é')
  expect(textOf(content([0xff, 0xfe, 0xe9, 0]))).toBe('é')
  expect(textOf(content([0xfe, 0xff, 0, 0xe9]))).toBe('é')
})

test('a character cut in two at the end of the first part is left out', () => {
  expect(textOf(content([0x61, 0xc3], false))).toBe('a')
  expect(textOf(content([0x61, 0xc3]))).toBe('a\ufffd')
})

test('a NUL tells bytes from text', () => {
  expect(looksBinary(content([0x61, 0, 0x62]))).toBe(true)
  expect(looksBinary(content([0x61, 0xff]))).toBe(false)
  expect(looksBinary(content([0xff, 0xfe, 0x61, 0]))).toBe(false)
})

test('bytes of an unknown kind are text when all of them are letters', () => {
  expect(isText(content([0x61, 0xc3, 0xa9]))).toBe(true)
  expect(isText(content([0x61, 0xff, 0x62]))).toBe(false)
  expect(isText(content([0x61, 0xc3]))).toBe(false)
  expect(isText(content([0x61, 0xc3], false))).toBe(true)
})
