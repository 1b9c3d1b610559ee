import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'

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
