import { expect, test } from 'vitest'
import { numberIn, numbersIn } from './numeric-text.ts'

test.each([
  ['10', 10],
  [' -9.5 ', -9.5],
  ['+.5', 0.5],
  ['1e-3', 0.001],
  ['2.5E+6', 2_500_000],
  ['1,234,567.8', 1_234_567.8],
  ['1.234.567,8', 1_234_567.8],
  ['1 234 567', 1_234_567],
  ['1_000_000', 1_000_000],
  ["1'000", 1000],
  ['3,14', 3.14],
  ['12.5 %', 0.125],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['9007199254740993', 9_007_199_254_740_993n],
  ['-9,223,372,036,854,775,807', -9_223_372_036_854_775_807n],
  ['1e20', 1e20],
])('%s is %s', (text, number) => {
  expect(numberIn(text)).toBe(number)
})

test.each(['', 'nan', 'None', '1.2.3', '2026-01-02', '0x1f', '10 20', 'v10', '1,2,3', '10ms'])(
  '%s is no number',
  (text) => {
    expect(numberIn(text)).toBeUndefined()
  },
)

test('treats a column as numeric if most of its values are numbers', () => {
  const number = numbersIn(['10', '9', 'None', '', undefined, 'auto'])
  expect(['10', '9', 'auto'].map((text) => number?.(text))).toEqual([10, 9, undefined])
  expect(numbersIn(['a', 'b', '1'])).toBeUndefined()
  expect(numbersIn(['', 'nan', undefined])).toBeUndefined()
})

test('tells apart integers that a double rounds to the same value', () => {
  const texts = ['18446744073709551615', '9007199254740993', '9007199254740992', '1.5', '18446744073709551614']
  const sorted = texts.toSorted((a, b) => ((numberIn(a) ?? 0) < (numberIn(b) ?? 0) ? -1 : 1))
  expect(sorted).toEqual([
    '1.5',
    '9007199254740992',
    '9007199254740993',
    '18446744073709551614',
    '18446744073709551615',
  ])
})
