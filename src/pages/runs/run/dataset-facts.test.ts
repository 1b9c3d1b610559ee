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
    profile: [['num elements', '240']],
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
    profile: [
      ['mean', 'NaN'],
      ['max', 'Infinity'],
    ],
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

test.each([
  [
    '{"path": "rotten_tomatoes", "config_name": null, "split": "train", "revision": "main"}',
    'rotten_tomatoes, split train, revision main',
  ],
  ['{"path": "glue", "config_name": "sst2"}', 'glue, config sst2'],
  ['{"delta_table_name": "main.rides.fares", "delta_table_version": 3, "path": null}', 'main.rides.fares, version 3'],
  ['{"path": "dbfs:/delta/fares", "delta_table_version": 0}', 'dbfs:/delta/fares, version 0'],
  ['{"sql": "SELECT * FROM fares"}', 'SELECT * FROM fares'],
  ['{"uri": "https://u:token@data.example/a.csv?sig=abc"}', 'https://data.example/a.csv?sig=…'],
])('reads the source %s', (source, place) => {
  expect(datasetFacts({ ...dataset, source }).place).toBe(place)
})

test('reads the profile of arrays and of other formats', () => {
  const profile = '{"features_shape": [120, 3], "features_size": 360, "targets_shape": null, "approx_count": 12000}'
  expect(datasetFacts({ ...dataset, source: '{}', profile }).profile).toEqual([
    ['features shape', '[120, 3]'],
    ['features size', '360'],
    ['targets shape', 'null'],
    ['approx count', '12,000'],
  ])
})

test('reads the features of arrays, and the files of a Hugging Face dataset', () => {
  const features = '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 3]}}]'
  const facts = datasetFacts({
    ...dataset,
    source: '{"path": "imdb", "data_files": {"train": ["a.csv"]}, "split": "train"}',
    schema: JSON.stringify({ mlflow_tensorspec: { features, targets: null } }),
  })
  expect(facts.place).toBe('imdb, split train, files {"train": ["a.csv"]}')
  expect(facts.columns).toEqual([{ name: 'column 1', type: 'float64 [-1, 3]', isRequired: true }])
})
