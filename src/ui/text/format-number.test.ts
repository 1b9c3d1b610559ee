import { expect, test } from 'vitest'
import { decimalsOf, formatFixed, formatNumber } from './format-number.ts'

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

test.each([
  [[0.9, 0.912, 0.85], 3, ['0.900', '0.912', '0.850']],
  [[12.3456, 7.1, 8], 4, ['12.3456', '7.1000', '8.0000']],
  [[3, 150, 0], 0, ['3', '150', '0']],
  [[1234.5, 0.00123], 2, ['1234.50', '0.00123']], // two decimals would leave nothing of the small one
  [[1234567, 2.5], 0, ['1234567', '2.5']],
  [['NaN', undefined, -0.5, 'Infinity'], 1, ['NaN', undefined, '-0.5', 'Infinity']],
  [[1e-7, 0.25], 2, ['1e-7', '0.25']],
  [[-0, 0.1234567], 6, ['0.000000', '0.123457']],
])('a column of %j has %d decimals', (values, decimals, shown) => {
  expect(decimalsOf(values)).toBe(decimals)
  expect(values.map((value) => (value === undefined ? undefined : formatFixed(value, decimals)))).toEqual(shown)
})

test('numbers are rounded and written as Intl would', () => {
  const few = new Intl.NumberFormat('en', {
    maximumSignificantDigits: 6,
    maximumFractionDigits: 0,
    roundingPriority: 'morePrecision',
    useGrouping: false,
  })
  const tiny = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'scientific' })
  let state = 1
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  for (let times = 0; times < 5000; times += 1) {
    const number = (random() - 0.5) * 10 ** Math.round(random() * 60 - 30)
    const size = Math.abs(number)
    const isPlain = size >= 1e-4 && size < 1e9
    const expected = isPlain ? few.format(number) : tiny.format(number).replace('E', 'e')
    expect(formatNumber(number), `${number}`).toBe(expected)
  }
})
