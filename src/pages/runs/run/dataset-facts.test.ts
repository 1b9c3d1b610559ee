import { expect, test } from 'vitest'
import { datasetFacts } from './dataset-facts.ts'

const dataset = { name: 'taxi', digest: 'a1', source_type: 'http' }

test('reads a table’s columns, rows and source', () => {
  const facts = datasetFacts({
    ...dataset,
    source: '{"url": "https://x/taxi.parquet"}',
    schema:
      '{"mlflow_colspec": [{"type": "double", "name": "fare", "required": true}, {"type": "long", "required": false}]}',
    profile: '{"num_rows": 120, "num_elements": 240}',
  })
  expect(facts).toEqual({
    place: 'https://x/taxi.parquet',
    columns: [
      { name: 'fare', type: 'double', isRequired: true },
      { name: 'column 2', type: 'long', isRequired: false },
    ],
    rows: 120,
  })
})

test('Python’s NaN hides nothing', () => {
  const facts = datasetFacts({
    ...dataset,
    source: '{"path": "/data/fares.csv"}',
    schema: '{"mlflow_colspec": [{"type": "double", "name": "fare", "default": NaN}]}',
    profile: '{"num_rows": 3, "mean": NaN, "max": Infinity}',
  })
  expect(facts).toEqual({
    place: '/data/fares.csv',
    columns: [{ name: 'fare', type: 'double', isRequired: true }],
    rows: 3,
  })
  expect(datasetFacts({ ...dataset, source: '{}', profile: '{"num_rows": NaN}' }).rows).toBeUndefined()
})

test('reads the type and shape of tensors', () => {
  const schema =
    '{"mlflow_tensorspec": {"features": [{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 28]}}]}}'
  expect(datasetFacts({ ...dataset, source: '{}', schema }).columns).toMatchObject([{ type: 'float64 [-1, 28]' }])
})

test.each(['', 'no JSON', 'null', '[1]', '"text"', '{"mlflow_colspec": [null]}'])('%j breaks nothing', (text) => {
  expect(datasetFacts({ ...dataset, source: text, schema: text, profile: text })).toMatchObject({
    place: text,
    rows: undefined,
  })
})
