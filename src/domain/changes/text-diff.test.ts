import { expect, test } from 'vitest'
import { structured, textDiff } from './text-diff.ts'

test('tells lines apart', () => {
  expect(textDiff('a\nb\nc\n', 'a\nx\nc\n')).toEqual([{ before: 1, after: 1, lines: [' a', '-b', '+x', ' c'] }])
  expect(textDiff('a\n', 'a\n')).toEqual([])
})

test('gives up where everything differs', () => {
  expect(textDiff(manyLines('a'), manyLines('b'))).toBeUndefined()
})

const manyLines = (word: string) => Array.from({ length: 6000 }, (_, at) => `${word} ${at}`).join('\n')

test.each([
  ['a.json', '{"b": 1, "a": [1,2]}', '{ "a": [1, 2],\n "b": 1 }'],
  ['dir/MLmodel', 'b: 1\na: x', 'a: "x"\nb:   1'],
  ['a.YAML', '{b: 1, a: 2}', 'a: 2\nb: 1'],
  ['a.json', '{"b": NaN, "a": [-Infinity, {}, []]}', '{"a":[-Infinity,{},[]],"b":NaN}'],
])('compares %s by structure', (path, before, after) => {
  expect(structured(path, before)).toBe(structured(path, after))
})

test.each([
  ['a.json', '{"a": 9007199254740993}', '{"a": 9007199254740992}'],
  ['a.json', '{"a": NaN}', '{"a": null}'],
  ['MLmodel', 'a: 9007199254740993', 'a: 9007199254740992'],
  ['MLmodel', 'a: .nan', 'a: null'],
])('tells values of %s apart that JavaScript takes for the same', (path, before, after) => {
  expect(structured(path, before)).not.toBe(structured(path, after))
})

test('writes one value per line', () => {
  expect(structured('a.json', '{"b":[1,{"c":"x"}],"a":{}}')).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": "x"\n    }\n  ]\n}',
  )
})

test.each([
  ['a.json', '{"a": '],
  ['a.yaml', '{{{'],
  ['a.txt', '{"b":1,"a":2}'],
])('leaves %s as it is where it cannot be read as such', (path, text) => {
  expect(structured(path, text)).toBe(text)
})
