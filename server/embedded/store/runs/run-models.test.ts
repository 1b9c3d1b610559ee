import { expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { searchDatasets } from './datasets.ts'
import { logInputs, logModel, logOutputs } from './run-models.ts'
import { createRun, getRun } from './runs.ts'

function openRun() {
  const db = openDb(':memory:')
  return { db, id: createRun(db, { experiment_id: '0' }).info.run_id }
}
const dataset = { name: 'iris', digest: 'abc', source_type: 'local', source: '{}' }
const context = (value: string) => [{ key: 'mlflow.data.context', value }]

test('lists the datasets of a run, the first of each name and digest', () => {
  const { db, id } = openRun()
  logInputs(db, { run_id: id, datasets: [{ dataset, tags: context('training') }] })
  logInputs(db, { run_id: id, datasets: [{ dataset: { ...dataset, source: 'x' }, tags: context('test') }] })
  logInputs(db, { run_id: id, datasets: [{ dataset: { ...dataset, digest: 'd2', schema: '{"a":1}', profile: '{}' } }] })
  expect(getRun(db, id).inputs).toEqual({
    dataset_inputs: [
      { dataset, tags: context('training') },
      { dataset: { ...dataset, digest: 'd2', schema: '{"a":1}', profile: '{}' } },
    ],
  })
})

test('lists the datasets of experiments with their context', () => {
  const { db, id } = openRun()
  const second = createRun(db, { experiment_id: '0' }).info.run_id
  logInputs(db, { run_id: id, datasets: [{ dataset, tags: context('training') }] })
  logInputs(db, {
    run_id: second,
    datasets: [{ dataset, tags: context('training') }, { dataset: { ...dataset, digest: 'z' } }],
  })
  const summary = { experiment_id: '0', name: 'iris' }
  expect(searchDatasets(db, ['0', '99'])).toEqual([
    { ...summary, digest: 'abc', context: 'training' },
    { ...summary, digest: 'z' },
  ])
  expect(() => searchDatasets(db, [])).toThrow('at least one experiment_id')
  expect(() =>
    searchDatasets(
      db,
      Array.from({ length: 21 }, () => '0'),
    ),
  ).toThrow('more than 20 experiment_ids')
})

test('refuses a dataset over the limits', () => {
  const { db, id } = openRun()
  const log = (more: object) => logInputs(db, { run_id: id, datasets: [{ dataset: { ...dataset, ...more } }] })
  expect(() => log({ name: 'x'.repeat(501) })).toThrow("'name' exceeds the maximum length of 500")
  expect(() => log({ digest: 'x'.repeat(37) })).toThrow("'digest' exceeds")
  expect(() => log({ source: 'x'.repeat(65_536) })).toThrow("'source' exceeds")
  expect(getRun(db, id).inputs).toEqual({})
})

test('accepts the same input and output models again', () => {
  const { db, id } = openRun()
  for (let i = 0; i < 2; i++) {
    logInputs(db, { run_id: id, models: [{ model_id: 'm-in' }] })
    logOutputs(db, {
      run_id: id,
      models: [
        { model_id: 'm-out', step: 0 },
        { model_id: 'm-late', step: 2n ** 62n },
      ],
    })
  }
  expect(getRun(db, id)).toMatchObject({
    inputs: { model_inputs: [{ model_id: 'm-in' }] },
    outputs: {
      model_outputs: [
        { model_id: 'm-out', step: 0 },
        { model_id: 'm-late', step: 2n ** 62n },
      ],
    },
  })
})

test('log-model appends to the history tag, without the config of flavors', () => {
  const { db, id } = openRun()
  const model = {
    run_id: id,
    artifact_path: 'model',
    utc_time_created: 't',
    flavors: { sklearn: { v: 1, config: {} } },
  }
  logModel(db, { run_id: id, model_json: JSON.stringify({ ...model, signature: {} }) })
  logModel(db, { run_id: id, model_json: JSON.stringify({ ...model, artifact_path: 'other' }) })
  const tag = getRun(db, id).data.tags?.find(({ key }) => key === 'mlflow.log-model.history')
  const entry = { ...model, model_uuid: null, flavors: { sklearn: { v: 1 } } }
  expect(tag?.value).toContain('"artifact_path": "model", ') // with Python's spaces
  expect(JSON.parse(tag?.value ?? '')).toEqual([entry, { ...entry, artifact_path: 'other' }])
})

test('log-model accepts JSON as Python writes it, and keeps its NaN', () => {
  const { db, id } = openRun()
  const model = (limit: string) =>
    `{"run_id": "${id}", "artifact_path": "a", "utc_time_created": "t", "flavors": {"x": {"limit": ${limit}}}}`
  for (const limit of ['NaN', '-Infinity', '9223372036854775807'])
    logModel(db, { run_id: id, model_json: model(limit) })
  const tag = getRun(db, id).data.tags?.find(({ key }) => key === 'mlflow.log-model.history')
  expect(tag?.value.match(/"limit": [^}]+/g)).toEqual([
    '"limit": NaN',
    '"limit": -Infinity',
    '"limit": 9223372036854775807',
  ])
})

test('log-model refuses anything but a model', () => {
  const { db, id } = openRun()
  const log = (model_json: string) => () => logModel(db, { run_id: id, model_json })
  expect(log('{')).toThrow('Malformed model info.')
  expect(log('3')).toThrow('Malformed model info.')
  expect(log('{"flavors": {}}')).toThrow(
    "Model json is missing mandatory fields: {'artifact_path', 'utc_time_created', 'run_id'}",
  )
})
