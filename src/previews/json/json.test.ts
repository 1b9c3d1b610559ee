import { expect, test, vi } from 'vitest'
import { cellText, prettyJson, tableOf } from './json.ts'
import { parseJson } from '#contract/python-json.ts'

test('indents and keeps every digit', () => {
  expect(prettyJson('{"a":12345678901234567890, "b":[1.0,{}], "c": "x: {,}\\"" , "d":[ ]}')).toBe(
    '{\n  "a": 12345678901234567890,\n  "b": [\n    1.0,\n    {}\n  ],\n  "c": "x: {,}\\"",\n  "d": []\n}',
  )
})

test('leaves invalid JSON as it is', () => {
  expect(prettyJson('{"a": }')).toBe('{"a": }')
})

test('reads long integers, and Python’s NaN and Infinity', () => {
  expect(parseJson('[12345678901234567890, 1.5, NaN, -Infinity, "NaN, \\" NaN", 0.1234567890123456789]')).toEqual([
    12345678901234567890n,
    1.5,
    NaN,
    -Infinity,
    'NaN, " NaN',
    0.12345678901234568,
  ])
  expect(() => parseJson('{"a": NaN')).toThrow(SyntaxError)
  expect(() => parseJson('')).toThrow(SyntaxError)
})

test('looks at every value only where a number is long, which takes ten times as long', () => {
  const parse = vi.spyOn(JSON, 'parse')
  parseJson('[0.12345678901234568, 1.5, "x"]')
  expect(parse.mock.lastCall?.[1]).toBeUndefined()
  parseJson('[12345678901234567890]')
  expect(parse.mock.lastCall?.[1]).toBeTypeOf('function')
  parse.mockRestore()
})

test('treats __proto__ as an ordinary key', () => {
  expect(Object.keys(parseJson('{"__proto__": {"x": 1}}') as object)).toEqual(['__proto__']) // an object, as it says
})

test('recognises a logged table, and no other JSON', () => {
  const logged = '{"columns":["a",7],"data":[["x",1],[null,{"k":12345678901234567890}]]}'
  expect(tableOf(parseJson(logged))).toEqual({
    columns: ['a', '7'],
    rows: [
      ['x', '1'],
      [null, '{"k":12345678901234567890}'],
    ],
  })
  expect(tableOf({ columns: ['a'], index: ['x', ['y', 2]], data: [[1], ['']] })).toEqual({
    columns: ['index', 'a'],
    rows: [
      ['x', '1'],
      ['["y",2]', ''],
    ],
  })
  const image = { type: 'image', filepath: 'table_images/t/1.png', compressed_filepath: 'table_images/t/1.webp' }
  expect(tableOf({ columns: ['a'], data: [[image], [{ type: 'image' }]] })?.rows).toEqual([
    [{ picture: 'table_images/t/1.webp' }],
    ['{"type":"image"}'],
  ])
  for (const other of [{ columns: 3, data: [] }, { columns: [], data: [1] }, [1], null, 'x'])
    expect(tableOf(other)).toBeUndefined()
})

test('shows every digit in a cell, and tells null from an empty text', () => {
  expect([7n, true, undefined, null, '', NaN].map(cellText)).toEqual(['7', 'true', null, null, '', 'NaN'])
  expect(cellText(parseJson('[9007199254740993, NaN, {"a": -Infinity}, "NaN", "7"]'))).toBe(
    '[9007199254740993,NaN,{"a":-Infinity},"NaN","7"]',
  )
})
