import { expect, test } from 'vitest'
import { jsonRows, sizeOf, valueText } from './json-rows.ts'

const all = { isOpen: () => true, shown: () => Infinity }

test('puts every entry on a line below its parent', () => {
  const rows = jsonRows({ a: [1, { b: null }], c: {} }, all)
  expect(rows.map(({ path, level, open }) => [path, level, open])).toEqual([
    ['$', 1, true],
    ['$.a', 2, true],
    ['$.a[0]', 3, undefined],
    ['$.a[1]', 3, true],
    ['$.a[1].b', 4, undefined],
    ['$.c', 2, undefined],
  ])
})

test('hides the entries of a collapsed value', () => {
  expect(jsonRows([[1]], { ...all, isOpen: (path) => path === '$' }).map(({ path }) => path)).toEqual(['$', '$[0]'])
})

test('shows part of a long list, and how many entries are hidden', () => {
  const rows = jsonRows(
    Array.from({ length: 100_000 }, (_, index) => index),
    { ...all, shown: () => 3 },
  )
  expect(rows.map(({ name, hidden }) => hidden ?? name)).toEqual(['', '0', '1', '2', 99_997])
})

test('counts the size only up to the limit', () => {
  expect(sizeOf({ a: [1, 2], b: 'x' }, 100)).toBe(5)
  expect(sizeOf(Array.from({ length: 1000 }), 10)).toBe(10)
})

test.each([
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  [NaN, 'NaN'],
  [-0, '-0'],
  [null, 'null'],
  [[], '[]'],
  [[1], '[ 1 item ]'],
  [{ a: 1, b: 2 }, '{ 2 keys }'],
])('%j is written %s', (value, text) => {
  expect(valueText(value)).toBe(text)
})

test('writes every digit of a long integer', () => {
  expect(valueText(12345678901234567890n)).toBe('12345678901234567890')
})
