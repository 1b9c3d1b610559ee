import { expect, test } from 'vitest'
import { prettyJson, tableOf } from './json.ts'

test('indents, and keeps every digit', () => {
  expect(prettyJson('{"a":12345678901234567890, "b":[1.0,{}], "c": "x: {,}\\"" , "d":[ ]}')).toBe(
    '{\n  "a": 12345678901234567890,\n  "b": [\n    1.0,\n    {}\n  ],\n  "c": "x: {,}\\"",\n  "d": []\n}',
  )
})

test('broken JSON, and Python’s NaN, stay as they are', () => {
  expect(prettyJson('{"a": NaN}')).toBe('{"a": NaN}')
})

test('a logged table is a table, other JSON is not', () => {
  expect(tableOf('{"columns":["a","b"],"data":[["x",1],[null,{"k":2}]]}')).toEqual({
    columns: ['a', 'b'],
    rows: [
      ['x', '1'],
      ['null', '{"k":2}'],
    ],
  })
  expect(tableOf('{"columns":3,"data":[]}')).toBeUndefined()
  expect(tableOf('[1]')).toBeUndefined()
  expect(tableOf('{')).toBeUndefined()
})
