import { expect, test } from 'vitest'
import { type MlModel, parseMlmodel } from '#contract/mlmodel.ts'
import { exampleParams, examplePython } from './example-input.ts'
import { exampleCsv, exampleRequest } from './example-request.ts'

/** A model whose signature has these inputs and params, as MLflow writes them. */
const taking = (inputs: readonly object[], params: readonly object[] = [], more = ''): MlModel =>
  parseMlmodel(
    `flavors: {python_function: {}}\n${more}signature:\n  inputs: ${JSON.stringify(JSON.stringify(inputs))}\n  params: ${JSON.stringify(JSON.stringify(params))}`,
  )
const tensor = (dtype: string, shape: number[], name?: string) => ({
  type: 'tensor',
  'tensor-spec': { dtype, shape },
  ...(name !== undefined && { name }),
})
const list = (type: string) => ({ type: 'array', items: { type } })
const object = (type: string) => ({
  type: 'object',
  properties: { a: { type }, b: { type: 'any', required: false } },
})
const json = (model: MlModel) => {
  const request = exampleRequest(model)
  return request && 'json' in request ? request.json : request
}

test('builds a data frame row from columns', () => {
  const model = taking([
    { type: 'double', name: 'a "b"' },
    { type: 'boolean', name: 'on', required: false },
  ])
  expect(examplePython(model)).toEqual({
    imports: ['pandas'],
    data: 'pandas.DataFrame([{\n    "a \\"b\\"": 0.0,\n    "on": True,\n}])',
  })
  expect(json(model)).toBe(String.raw`{"dataframe_records":[{"a \"b\"":0.5,"on":true}]}`)
  expect(exampleCsv(model)).toBe('"a ""b""",on\n0.5,True')
})

test('narrows types that pandas widens, and offers no CSV for them', () => {
  const model = taking([
    { type: 'integer', name: 'n' },
    { type: 'float', name: 'x' },
  ])
  expect(examplePython(model).data).toMatch(/\]\)\.astype\(\{"n": "int32", "x": "float32"\}\)$/)
  expect(json(model)).toBe('{"dataframe_records":[{"n":0,"x":0.5}]}')
  expect(exampleCsv(model)).toBeUndefined()
})

test('numbers columns without names', () => {
  const model = taking([{ type: 'double' }, { type: 'integer' }])
  expect(examplePython(model).data).toBe('pandas.DataFrame([[0.0, 0]]).astype({1: "int32"})')
  expect(json(model)).toBe('{"dataframe_split":{"data":[[0.5,0]]}}')
})

test('builds an array with one row from each tensor', () => {
  expect(examplePython(taking([tensor('float64', [-1])])).data).toBe('numpy.zeros((1,), dtype="float64")')
  expect(json(taking([tensor('float32', [-1, 2])]))).toBe('{"inputs":[[0,0]]}')
  const named = taking([tensor('uint8', [-1, 2], 'x'), tensor('str', [-1, 1], 'y')])
  expect(examplePython(named).data).toBe(
    '{"x": numpy.zeros((1, 2), dtype="uint8"), "y": numpy.full((1, 1), "", dtype="str")}',
  )
  expect(json(named)).toBe('{"inputs":{"x":[[0,0]],"y":[[""]]}}')
  expect(json(taking([tensor('bool', [-1], 'only')]))).toBe('{"inputs":{"only":[false]}}')
})

test('lets Python build a large tensor', () => {
  expect(exampleRequest(taking([tensor('float32', [-1, 224, 224, 3])]))).toEqual({
    python:
      'import json, numpy\n\nprint(json.dumps({"inputs": numpy.zeros((1, 224, 224, 3), dtype="float32").tolist()}))',
  })
})

test('fills lists, maps and objects with values that MLflow accepts', () => {
  const model = taking([
    { ...list('string'), name: 'words' },
    { ...list('integer'), name: 'counts' },
    { type: 'map', values: list('double'), name: 'by' },
    { ...object('long'), name: 'about' },
    { ...object('float'), name: 'extra', required: false },
  ])
  expect(json(model)).toBe('{"dataframe_records":[{"words":[""],"counts":[],"by":{"key":[0.5]},"about":{"a":0}}]}')
  expect(examplePython(model)).toEqual({
    imports: ['numpy', 'pandas'],
    data: 'pandas.DataFrame([{\n    "words": [""],\n    "counts": [numpy.int32(0)],\n    "by": {"key": [0.0]},\n    "about": {"a": 0},\n}])',
  })
  // MLflow accepts no JSON value as a float32.
  expect(json(taking([{ ...object('float'), name: 'x' }]))).toBeUndefined()
  expect(examplePython(taking([{ ...object('float'), name: 'x' }])).data).toContain('{"a": numpy.float32(0)}')
})

test('sends a form that MLflow 1’s own server accepts too', () => {
  const named = taking(
    [
      { type: 'double', name: 'x' },
      { type: 'string', name: 'y' },
    ],
    [],
    'mlflow_version: 1.30.1\n',
  )
  expect(json(named)).toBe('{"inputs":{"x":[0.5],"y":[""]}}')
  expect(json(taking([{ type: 'double' }], [], 'mlflow_version: 1.2.0\n'))).toBe('{"inputs":[[0.5]]}')
})

test('sends a list of values to a model with type hints', () => {
  const model = taking([{ type: 'long' }], [], 'is_signature_from_type_hint: true\n')
  expect(examplePython(model)).toEqual({ imports: [], data: '[0]' })
  expect(json(model)).toBe('{"inputs":[0]}')
})

test.each([
  undefined,
  parseMlmodel('flavors: {python_function: {}}'),
  taking([]),
  taking([{ type: 'of tomorrow', name: 'a' }]),
])('what a signature does not tell is left to fill in', (model) => {
  expect(examplePython(model)).toEqual({ imports: [], data: '...  # what your model takes' })
  expect(model && exampleRequest(model)).toBeUndefined()
  expect(model && exampleCsv(model)).toBeUndefined()
})

test('includes params with their defaults, leaving out what JSON cannot express', () => {
  const text =
    '[{"name": "threshold", "type": "double", "default": 0.5, "shape": null}, {"name": "fill", "type": "double", "default": NaN}, ' +
    '{"name": "on", "type": "boolean", "default": [true, null], "shape": [-1]}, {"name": "top", "type": "long", "default": 9007199254740993}, ' +
    '{"name": "word", "type": "string", "default": null}, {"name": "about", "type": "object", "default": {"a": -Infinity}}]'
  const { signature } = parseMlmodel(`signature:\n  inputs: '[{"type": "long", "name": "x"}]'\n  params: '${text}'`)
  expect(exampleParams(signature)).toBe(
    '{"threshold": 0.5, "fill": float("NaN"), "on": [True, None], "top": 9007199254740993, "word": None, "about": {"a": float("-Infinity")}}',
  )
  const model = { ...taking([]), ...(signature && { signature }) }
  expect(json(model)).toBe(
    '{"dataframe_records":[{"x":0}],"params":{"threshold":0.5,"on":[true, null],"top":9007199254740993}}',
  )
  expect(exampleParams(undefined)).toBe('')
})
