import { expect, test } from 'vitest'
import { byteText } from './bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [8408, '8.41 kB'],
  [512 * 1024, '524 kB'],
  [1_500_000, '1.5 MB'],
  [2 ** 40, '1.1 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(byteText(bytes)).toBe(text)
})
