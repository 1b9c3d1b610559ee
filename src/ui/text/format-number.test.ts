import { expect, test } from 'vitest'
import { formatNumber } from './format-number.ts'

test.each([
  [0, '0'],
  [5.3623456789, '5.36235'],
  [0.1 + 0.2, '0.3'],
  [1234567, '1234567'],
  [1234567.891, '1234568'],
  [123456789.123, '123456789'],
  [99999.96, '100000'],
  [0.00001234, '1.234e-5'],
  [-1.7976931348623157e308, '-Infinity'],
  ['1.7976931348623157e308', 'Infinity'],
  [1.79e308, '1.79e308'],
  [5e-300, '5e-300'],
  ['NaN', 'NaN'],
  ['0.5', '0.5'],
])('%s is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})
