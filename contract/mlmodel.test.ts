import { expect, test } from 'vitest'
import { parseMlmodel } from './mlmodel.ts'
import type { Column } from './signature.ts'

const sklearn = `
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    python_version: 3.11.7
  sklearn:
    code: null
    serialization_format: skops
    sklearn_version: 1.9.1
mlflow_version: 3.17.2
model_id: m-1
model_size_bytes: 8408
saved_input_example_info:
  artifact_path: input_example.json
signature:
  inputs: '[{"type": "double", "name": "distance", "required": true}, {"type":
    "long", "name": "riders", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'
  params: '[{"name": "threshold", "default": 0.5, "shape": null, "type": "double"}]'
utc_time_created: '2026-11-21 12:33:54.165462'
`

test('reads what mlflow.sklearn writes', () => {
  const model = parseMlmodel(sklearn)
  expect(model.problems).toEqual([])
  expect(model.flavors.map(({ name, version }) => [name, version])).toEqual([
    ['python_function', undefined],
    ['sklearn', '1.9.1'],
  ])
  expect(model.flavors[1]?.details).toEqual([{ key: 'serialization_format', value: 'skops' }])
  expect(model).toMatchObject({
    size: 8408,
    python_version: '3.11.7',
    mlflow_version: '3.17.2',
    model_id: 'm-1',
    input_example: 'input_example.json',
    has_requirements: true,
    created: Date.UTC(2026, 10, 21, 12, 33, 54, 165),
  })
  expect(model.signature).toEqual({
    inputs: [
      { name: 'distance', type: 'double', of: double, required: true },
      { name: 'riders', type: 'long', of: { kind: 'scalar', name: 'long' }, required: false },
    ],
    outputs: [{ type: 'tensor float64 (-1)', of: { kind: 'tensor', dtype: 'float64', shape: [-1] }, required: true }],
    params: [{ name: 'threshold', type: 'double', of: double, required: true, default: '0.5', value: 0.5 }],
  })
})

const double: Column['of'] = { kind: 'scalar', name: 'double' }

test('reads NaN and Infinity as Python writes them', () => {
  const params = [
    '{"name": "fill", "type": "double", "default": NaN, "shape": null}',
    '{"name": "bounds", "type": "double", "default": [-Infinity, Infinity], "shape": [-1]}',
    '{"name": "seed", "type": "long", "default": 9223372036854775807, "shape": null}',
    '{"name": "word", "type": "string", "default": "NaN, \\"Infinity\\"", "shape": null}',
  ]
  const model = parseMlmodel(`flavors: {x: {at: .nan}}\nsignature:\n  params: '[${params.join(', ')}]'`)
  expect(model.problems).toEqual([])
  expect(model.signature?.params.map((column) => [column.type, column.default])).toEqual([
    ['double', 'NaN'],
    ['double (-1)', '[-Infinity, Infinity]'],
    ['long', '9223372036854775807'],
    ['string', String.raw`"NaN, \"Infinity\""`],
  ])
  expect(model.signature?.params.map(({ value }) => value).slice(0, 3)).toEqual([
    NaN,
    [-Infinity, Infinity],
    9223372036854775807n,
  ])
})

test.each([
  ['{"type":"array","items":{"type":"string"}}', 'Array(string)'],
  ['{"type":"map","values":"long"}', 'Map(long)'],
  [
    '{"type":"object","properties":{"a":{"type":"string","required":true},"b":{"type":"long","required":false}}}',
    '{a: string, b?: long}',
  ],
  ['{"type":"tensor","tensor-spec":{"dtype":"uint8","shape":[-1,28,28]}}', 'tensor uint8 (-1, 28, 28)'],
  ['{"type":"double","shape":[-1]}', 'double (-1)'],
  ['{"whatever":1}', 'any'],
])('shows the type %s in words', (column, type) => {
  const model = parseMlmodel(`flavors: {x: {}}\nsignature:\n  inputs: '[${column}]'`)
  expect(model.signature?.inputs[0]?.type).toBe(type)
})

test.each([
  ['broken: [', 'YAML could not be read'],
  ['', 'no fields'],
  ['just text', 'no fields'],
  ['- a\n- list', 'no fields'],
  ['a: 1', 'No flavours'],
])('reports %j as a problem instead of throwing', (text, problem) => {
  const model = parseMlmodel(text)
  expect(model.problems.join()).toContain(problem)
  expect(model.flavors).toEqual([])
})

test('reads the rest of a file with a broken signature', () => {
  const model = parseMlmodel(`flavors: {sklearn: {sklearn_version: 1.10}}\nsignature: {inputs: '[{', outputs: 5}`)
  expect(model.flavors[0]?.name).toBe('sklearn')
  expect(model.has_requirements).toBe(false)
  expect(model.signature).toEqual({ inputs: [], outputs: [], params: [] })
  expect(model.problems[0]).toMatch(/^The signature’s inputs could not be read/)
})
