import { expect, test } from 'vitest'
import { rangeOf } from './bytes-range.ts'

test.each([
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=9-99', { start: 9, end: 9 }],
  [`bytes=0-${'9'.repeat(400)}`, { start: 0, end: 9 }],
  ['Bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-', 'unsatisfiable'],
  [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-2', undefined],
  ['bytes=-', undefined],
  ['bytes=a-b', undefined],
  ['bytes', undefined],
  ['lines=0-3', undefined],
  ['bytes=0-1,3-4', undefined],
  [undefined, undefined],
])('A17 reads %s of ten bytes as %j', (header, range) => expect(rangeOf(header, 10)).toEqual(range))

test('A17 no range of an empty file can be satisfied', () => {
  expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable')
  expect(rangeOf('bytes=-1', 0)).toBe('unsatisfiable')
})
