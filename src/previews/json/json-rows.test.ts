import { expect, test } from 'vitest'
import { jsonRows, sizeOf, valueText } from './json-rows.ts'

const all = { isOpen: () => true, shown: () => Infinity }

test('every entry has a line below what holds it', () => {
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

test('what is closed shows nothing of itself', () => {
  expect(jsonRows([[1]], { ...all, isOpen: (path) => path === '$' }).map(({ path }) => path)).toEqual(['$', '$[0]'])
})

test('of a long list only some are drawn, and a line says how many are not', () => {
  const rows = jsonRows(
    Array.from({ length: 100_000 }, (_, index) => index),
    { ...all, shown: () => 3 },
  )
  expect(rows.map(({ name, hidden }) => hidden ?? name)).toEqual(['', '0', '1', '2', 99_997])
})

test('the size is counted no further than asked', () => {
  expect(sizeOf({ a: [1, 2], b: 'x' }, 100)).toBe(5)
  expect(sizeOf(Array.from({ length: 1000 }), 10)).toBe(10)
})

test.each([
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  [NaN, 'NaN'],
  [null, 'null'],
  [[], '[]'],
  [[1], '[ 1 item ]'],
  [{ a: 1, b: 2 }, '{ 2 keys }'],
])('%j is written %s', (value, text) => {
  expect(valueText(value)).toBe(text)
})

test('a long integer is written with every digit', () => {
  expect(valueText(12345678901234567890n)).toBe('12345678901234567890')
})
