import { expect, test } from 'vitest'
import type { Column, Signature } from '#contract/signature.ts'
import { exampleJson, exampleParams, examplePython } from './example-input.ts'

const taking = (...inputs: [name: string | undefined, type: string][]): Signature => ({
  inputs: inputs.map(([name, type]): Column => ({
    ...(name !== undefined && { name }),
    type,
    of: { kind: 'any' },
    required: true,
  })),
  outputs: [],
  params: [],
})

test('columns make a row of a data frame', () => {
  const signature = taking(['a "b"', 'double'], ['on', 'boolean'])
  expect(examplePython(signature)).toEqual({
    imports: ['pandas'],
    data: 'pandas.DataFrame([{\n    "a \\"b\\"": 0.0,\n    "on": True,\n}])',
  })
  expect(exampleJson(signature)).toBe(String.raw`{"dataframe_records":[{"a \"b\"":0.5,"on":true}]}`)
})

test('tensors make arrays, one row each', () => {
  expect(examplePython(taking([undefined, 'tensor float64 (-1)'])).data).toBe('numpy.zeros((1,), dtype="float64")')
  expect(examplePython(taking(['x', 'tensor uint8 (-1, 2, 3)'])).data).toBe(
    '{"x": numpy.zeros((1, 2, 3), dtype="uint8")}',
  )
  expect(exampleJson(taking([undefined, 'tensor float32 (-1, 2)']))).toBe('{"inputs":[[0,0]]}')
})

test.each([undefined, taking(), taking(['a', 'Array(string)']), taking([undefined, 'double'])])(
  'what a signature does not tell is left to fill in',
  (signature) => {
    expect(examplePython(signature)).toEqual({ imports: [], data: '...  # what your model takes' })
  },
)

test('params come with their defaults', () => {
  const params = [
    { name: 'threshold', type: 'double', required: true, default: '0.5' },
    { name: 'fast', type: 'boolean', required: true, default: 'false' },
  ].map((param): Column => ({ ...param, of: { kind: 'any' } }))
  expect(exampleParams({ inputs: [], outputs: [], params })).toBe(', params={"threshold": 0.5, "fast": False}')
  expect(exampleParams(undefined)).toBe('')
})
