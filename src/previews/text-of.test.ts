import { expect, test } from 'vitest'
import { decode, isText, looksBinary, textOf } from './text-of.ts'

const content = (bytes: number[], whole = true) => ({ bytes: new Uint8Array(bytes), size: bytes.length, whole })

test('reads UTF-8, or UTF-16 with a byte order mark', () => {
  expect(textOf(content([0xc3, 0xa9]))).toBe('é')
  expect(textOf(content([0xff, 0xfe, 0xe9, 0]))).toBe('é')
  expect(textOf(content([0xfe, 0xff, 0, 0xe9]))).toBe('é')
})

test('drops a character cut at the end of the first part', () => {
  expect(textOf(content([0x61, 0xc3], false))).toBe('a')
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

const latin1 = (text: string) => content([...text].map((letter) => letter.charCodeAt(0)))

test('reads anything but UTF-8 as Windows-1252, unless another encoding is chosen', () => {
  expect(decode(latin1('Größe\n'))).toEqual({ text: 'Größe\n', encoding: 'windows-1252', by: 'guess' })
  expect(textOf(content([0x80, 0x93, 0x61, 0x94]))).toBe('€“a”')
  expect(decode({ ...content([0xcf, 0xf0]), encoding: 'koi8-r' })).toMatchObject({ text: 'оП', by: 'choice' })
  expect(decode({ ...content([0xc3, 0xa9]), encoding: 'windows-1252' }).text).toBe('Ã©')
  expect(decode(content([0xc3, 0xa9])).by).toBe('bytes')
})

test.each([
  ['<!doctype html><meta charset="ISO-8859-2"><p>\xb1', 'iso-8859-2', 'ą'],
  ["<META http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcf", 'windows-1251', 'П'],
  ['<?xml version="1.0" encoding="windows-1250"?>\xb9', 'windows-1250', 'ą'],
  ['#!/usr/bin/python\n# -*- coding: latin-1 -*-\n# \xe9', 'windows-1252', 'é'],
  ['<meta charset="no-such">\xe9', 'windows-1252', 'é'],
  ['<meta charset="utf-8">\xe9', 'windows-1252', 'é'],
])('%j says how it is encoded', (text, encoding, last) => {
  const decoded = decode(latin1(text))
  expect(decoded.encoding).toBe(encoding)
  expect(decoded.text.endsWith(last)).toBe(true)
})

test('reads UTF-16 without a byte order mark', () => {
  const wide = content([...'name,value'].flatMap((letter) => [letter.charCodeAt(0), 0]))
  expect(looksBinary(wide)).toBe(false)
  expect(textOf(wide)).toBe('name,value')
})

test('takes unknown bytes with a few non-ASCII letters as text, others as binary', () => {
  expect(isText(latin1('Die Größe der Fläche, gemessen im Frühling.\n'))).toBe(true)
  expect(isText(latin1('Die Gr\xf6\xdfe\x01'))).toBe(false)
})
