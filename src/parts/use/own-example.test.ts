import { expect, test } from 'vitest'
import { type MlModel, parseMlmodel } from '#contract/mlmodel.ts'
import { examplePython } from './example-input.ts'
import { exampleCsv, exampleRequest } from './example-request.ts'
import { ownExample } from './own-example.ts'

const taking = (inputs: readonly object[]): MlModel =>
  parseMlmodel(`flavors: {python_function: {}}\nsignature:\n  inputs: ${JSON.stringify(JSON.stringify(inputs))}\n`)
const tensor = (shape: number[], name?: string) => ({
  type: 'tensor',
  'tensor-spec': { dtype: 'float64', shape },
  ...(name && { name }),
})

test('shows the first row of the example', () => {
  const model = taking([
    { type: 'double', name: 'temp_c' },
    { type: 'long', name: 'riders' },
    { type: 'string', name: 'line, colour' },
    { type: 'boolean', name: 'holiday' },
    { type: 'datetime', name: 'at' },
  ])
  const own = ownExample(
    '{"columns": ["riders", "temp_c", "line, colour", "holiday", "at"], "data": [[9007199254740993, 21, "U \\"4\\"", false, "2025-07-01T08:30:00"], [1, 2, "", true, ""]]}',
  )
  expect(examplePython(model, own).data).toBe(
    'pandas.DataFrame([{\n    "temp_c": 21.0,\n    "riders": 9007199254740993,\n    "line, colour": "U \\"4\\"",\n    "holiday": False,\n    "at": pandas.Timestamp("2025-07-01T08:30:00"),\n}])',
  )
  expect(exampleRequest(model, own)).toEqual({
    json: '{"dataframe_records":[{"temp_c":21,"riders":0,"line, colour":"U \\"4\\"","holiday":false,"at":"2025-07-01T08:30:00"}]}',
  })
  expect(exampleCsv(taking([{ type: 'double', name: 'temp_c' }]), own)).toBe('temp_c\n21.0')
})

test('invents a value where the example has none of that type', () => {
  const model = taking([
    { type: 'double', name: 'a' },
    { type: 'long', name: 'b' },
    { type: 'string', name: 'c' },
    { type: 'double', name: 'absent' },
  ])
  const own = ownExample(`{"columns": ["a", "b", "c"], "data": [[NaN, 1.5, "${'long '.repeat(100)}"]]}`)
  expect(examplePython(model, own)).toEqual(examplePython(model))
  expect(exampleRequest(model, own)).toEqual(exampleRequest(model))
})

test('keeps text from being read as something else in a CSV file', () => {
  const model = taking([{ type: 'string', name: 's' }])
  const csv = (value: string) => exampleCsv(model, ownExample(JSON.stringify({ columns: ['s'], data: [[value]] })))
  expect(csv('a, "b"')).toBe('s\n"a, ""b"""')
  for (const text of ['', ' ', 'NA', 'null', '12', '-1e5', 'True', 'inf']) expect(csv(text), text).toBe('s\ntext')
})

test('reads columns without names, tensors and named tensors', () => {
  const rows = ownExample('{"data": [[1.5, 2], [3, 4]]}')
  expect(examplePython(taking([{ type: 'double' }, { type: 'double' }]), rows).data).toBe(
    'pandas.DataFrame([[1.5, 2.0]])',
  )
  const list = ownExample('{"inputs": [[1, 2.5], [3, 4]]}')
  expect(examplePython(taking([tensor([-1, 2])]), list).data).toBe('numpy.array([[1, 2.5]], dtype="float64")')
  expect(exampleRequest(taking([tensor([-1, 2])]), list)).toEqual({ json: '{"inputs":[[1,2.5]]}' })
  const named = ownExample('{"inputs": {"x": [[1, 2]], "y": [[[3]]]}}')
  expect(exampleRequest(taking([tensor([-1, 2], 'x'), tensor([-1, 1, 1], 'y')]), named)).toEqual({
    json: '{"inputs":{"x":[[1,2]],"y":[[[3]]]}}',
  })
})

test('reads lists as MLflow 3 writes them', () => {
  const list = ownExample('[[3.0, 4.5], [6.0, 7.0]]')
  expect(examplePython(taking([tensor([-1, 2])]), list).data).toBe('numpy.array([[3, 4.5]], dtype="float64")')
  const named = ownExample('{"inputs": [[1, 2]], "y": [[3]]}')
  expect(exampleRequest(taking([tensor([-1, 2], 'inputs'), tensor([-1, 1], 'y')]), named)).toEqual({
    json: '{"inputs":{"inputs":[[1,2]],"y":[[3]]}}',
  })
})

test('invents entries for a tensor of another shape', () => {
  const model = taking([tensor([-1, 3])])
  for (const text of ['{"inputs": [[1, 2]]}', '{"inputs": [1]}', '{"inputs": [["a", "b", "c"]]}', '{"inputs": []}'])
    expect(exampleRequest(model, ownExample(text)), text).toEqual(exampleRequest(model))
})

test('reads nothing from other files', () => {
  for (const text of ['', 'not JSON', '{"a": 1}', '{"inputs": 1}', 'null', '7'])
    expect(ownExample(text), text).toBeUndefined()
})
