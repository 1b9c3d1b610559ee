import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { areNumbers, numberKey } from './numeric-text.ts'

test.each([
  ['10', '10.0'],
  [' -9.5 ', '-9.50'],
  ['+.5', '0.5'],
  ['1e-3', '0.001'],
  ['2.5E+6', '2500000'],
  ['1,234,567.8', '1234567.8'],
  ['1.234.567,8', '1234567.8'],
  ['1 234 567', '1234567'],
  ['1_000_000', '1e6'],
  ["1'000", '1000'],
  ['3,14', '3.14'],
  ['12.5 %', '0.125'],
  ['inf', 'Infinity'],
  ['-0', '0.000'],
  ['0e5', '0'],
  ['00012.', '12'],
])('%s is %s', (text, number) => {
  expect(numberKey(text)).toBeDefined()
  expect(numberKey(text)).toBe(numberKey(number))
})

test.each(['', 'nan', 'None', '1.2.3', '2026-01-02', '0x1f', '10 20', 'v10', '1,2,3', '10ms', '.', '-', '%'])(
  '%s is no number',
  (text) => {
    expect(numberKey(text)).toBeUndefined()
  },
)

test('treats a column as numeric if most of its values are numbers', () => {
  expect(areNumbers(['10', '9', 'None', '', undefined, 'auto'])).toBe(true)
  expect(areNumbers(['a', 'b', '1'])).toBe(false)
  expect(areNumbers(['', 'nan', undefined])).toBe(false)
})

/** From the least to the greatest. */
const ordered = [
  '-inf',
  '-1e300',
  '-9223372036854775808',
  '-9223372036854775807',
  '-1.00000000000000000002',
  '-1.00000000000000000001',
  '-1',
  '-0.1234567890123456790',
  '-0.1234567890123456789',
  '-1e-300',
  '0',
  '1e-400',
  '0.10000000000000000001',
  '0.1000000000000000000100000000001',
  '0.10000000000000000002',
  '3.14159265358979323846',
  '3.14159265358979323847',
  '9007199254740992',
  '9007199254740992.5',
  '9007199254740993',
  '18446744073709551614',
  '18446744073709551615',
  '1e400',
  'inf',
]

test('orders numbers that a double would round to the same value', () => {
  expect(ordered.map(numberKey).toSorted()).toEqual(ordered.map(numberKey))
  expect(new Set(ordered.map(numberKey)).size).toBe(ordered.length)
})

test('orders as numbers do', () => {
  const number = fc.double({ noNaN: true })
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [one = '', other = ''] = [numberKey(String(a)), numberKey(String(b))]
      expect(one < other).toBe(a < b)
      expect(one === other).toBe(a === b)
    }),
  )
})
