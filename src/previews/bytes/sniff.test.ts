import { expect, test } from 'vitest'
import { isSvg, mediaOf, sniff, whyNotShown } from './sniff.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['\x89PNG\r\n', 'PNG image'],
  ['PAR1', 'Parquet table'],
  ['\x80\x05\x95\x04', 'Python pickle, protocol 5'],
  ['\x80\x02X', 'Python pickle, protocol 2'],
  ['RIFF\0\0\0\0WAVEfmt ', 'WAV audio'],
  ['\x80\x05plain', undefined],
  ['PA', undefined],
  ['', undefined],
])('%j begins as %s', (begin, type) => {
  expect(sniff(bytes(begin))).toBe(type)
})

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', true],
  [
    '<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<svg\nwidth="1">',
    true,
  ],
  ['<svgs/>', false],
  ['<html><svg/></html>', false],
  ['text about <svg>', false],
])('whether %j is an SVG picture: %s', (text, is) => {
  expect(isSvg(text)).toBe(is)
})

test.each([
  ['\x89PNG\r\n', 'image', undefined],
  ['II+\0\x08', undefined, /TIFF/],
  ['\xff\xd8\xff\xe0', 'image', undefined],
  ['RIFF\0\0\0\0WAVE', 'audio', undefined],
  ['II*\0\x08', undefined, /^Most browsers cannot show a TIFF image/],
  ['MM\0*\0', undefined, /TIFF/],
  ['\0\0\0\x18ftypheic', undefined, /HEIC/],
  ['PK\x03\x04', undefined, undefined],
] as const)('%j is media, or says why it is not shown', (begin, media, why) => {
  const bytes = Uint8Array.from([...begin].map((letter) => letter.charCodeAt(0)))
  expect(mediaOf(bytes)).toBe(media)
  if (why) expect(whyNotShown(bytes)).toMatch(why)
  else expect(whyNotShown(bytes)).toBeUndefined()
})
