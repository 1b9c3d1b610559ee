import { expect, test } from 'vitest'
import { hexOf } from './BytesPreview.tsx'

test('shows 16 bytes per line, with their characters', () => {
  expect(hexOf(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe(`00000000  50 4b 03 04${' '.repeat(36)}  PK··`)
  expect(hexOf(new Uint8Array(17)).split('\n')[1]).toMatch(/^00000010 {2}00 /)
  expect(hexOf(new Uint8Array())).toBe('')
})
