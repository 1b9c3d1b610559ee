import { expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { deleteExperiment } from '../experiments/experiments.ts'
import { deleteLoggedModelTag, logLoggedModelParams, setLoggedModelTags } from './logged-model-data.ts'
import { createLoggedModel, deleteLoggedModel, finalizeLoggedModel, getLoggedModel } from './logged-models.ts'
import { logBatch, logMetric } from '../runs/run-logging.ts'
import { createRun } from '../runs/runs.ts'

const open = () => openDb(':memory:')
const create = (db: ReturnType<typeof open>) =>
  createLoggedModel(db, { experiment_id: '0', name: 'model' }).info.model_id
const missing = expect.objectContaining({
  code: 'RESOURCE_DOES_NOT_EXIST',
  message: expect.stringMatching(/^Logged model with ID 'm-\w+' not found\.$/),
})

test('a new logged model is pending', () => {
  const { info, data } = createLoggedModel(open(), { experiment_id: '0' })
  expect(info).toEqual({
    model_id: expect.stringMatching(/^m-[0-9a-f]{32}$/),
    experiment_id: '0',
    name: expect.stringMatching(/^[a-z]+-[a-z]+-\d{1,3}$/),
    creation_timestamp_ms: info.last_updated_timestamp_ms,
    last_updated_timestamp_ms: expect.any(Number),
    artifact_uri: `mlflow-artifacts:/0/models/${info.model_id}/artifacts`,
    status: 'LOGGED_MODEL_PENDING',
    model_type: '',
    source_run_id: '',
  })
  expect(data).toEqual({})
})

test('keeps every field as sent', () => {
  const db = open()
  const params = [{ key: 'alpha', value: 'x'.repeat(7000) }]
  const tags = [{ key: 'any "key" %', value: '' }]
  const given = { name: 'a b', model_type: 'agent', source_run_id: 'r' }
  const { info } = createLoggedModel(db, { experiment_id: '0', ...given, params, tags })
  expect(getLoggedModel(db, info.model_id, false)).toMatchObject({ info: { ...given, tags }, data: { params } })
})

test.each(['a/b', 'a:b', 'a.b', 'a%', '"', "'", ' ', 'x'.repeat(501)])('refuses the name %j', (name) => {
  expect(() => createLoggedModel(open(), { experiment_id: '0', name })).toThrow(
    expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE' }),
  )
})

test.each([
  ['LOGGED_MODEL_READY', 'LOGGED_MODEL_READY'],
  ['LOGGED_MODEL_UPLOAD_FAILED', 'LOGGED_MODEL_UPLOAD_FAILED'],
  [2, 'LOGGED_MODEL_READY'],
] as const)('finalizing with %j gives %s', (status, name) => {
  const db = open()
  const model_id = create(db)
  expect(finalizeLoggedModel(db, { model_id, status }).info.status).toBe(name)
})

test('refuses unknown status numbers', () => {
  const db = open()
  const model_id = create(db)
  for (const status of [4, -1, 2n ** 60n])
    expect(() => finalizeLoggedModel(db, { model_id, status })).toThrow('unknown status')
  expect(getLoggedModel(db, model_id, false).info.status).toBe('LOGGED_MODEL_PENDING')
})

test('finds a deleted model only with allow_deleted; deleting can be repeated', () => {
  const db = open()
  const id = create(db)
  deleteLoggedModel(db, id)
  deleteLoggedModel(db, id)
  expect(() => getLoggedModel(db, id, false)).toThrow(missing)
  expect(getLoggedModel(db, id, true).info.model_id).toBe(id)
})

test('replaces tags and removes each once; params stay', () => {
  const db = open()
  const id = create(db)
  setLoggedModelTags(db, id, [{ key: 'k', value: '1' }])
  expect(setLoggedModelTags(db, id, [{ key: 'k', value: '2' }]).info.tags).toEqual([{ key: 'k', value: '2' }])
  deleteLoggedModelTag(db, id, 'k')
  expect(() => deleteLoggedModelTag(db, id, 'k')).toThrow(`No tag with key 'k' found for model with ID '${id}'.`)
  logLoggedModelParams(db, id, [{ key: 'p', value: '1' }])
  logLoggedModelParams(db, id, [{ key: 'p', value: '1' }])
  expect(() => logLoggedModelParams(db, id, [{ key: 'p', value: '2' }])).toThrow('Changing param values is not allowed')
  expect(getLoggedModel(db, id, false)).toMatchObject({ data: { params: [{ key: 'p', value: '1' }] } })
})

test('records metrics on the model they measure, alone and in a batch', () => {
  const db = open()
  const id = create(db)
  const run_id = createRun(db, { experiment_id: '0' }).info.run_id
  const point = { key: 'acc', value: 0.5, timestamp: 1, step: 2, model_id: id }
  logMetric(db, run_id, { ...point, dataset_name: 'iris', dataset_digest: 'abc' })
  logBatch(db, { run_id, metrics: [point, point, { ...point, key: 'nan', value: NaN, step: 2n ** 60n }] })
  const base = { model_id: id, run_id, timestamp: 1 }
  expect(getLoggedModel(db, id, false).data).toEqual({
    metrics: [
      { ...base, key: 'acc', value: 0.5, step: 2 },
      { ...base, key: 'acc', value: 0.5, step: 2, dataset_name: 'iris', dataset_digest: 'abc' },
      { ...base, key: 'nan', value: 'NaN', step: 2n ** 60n },
    ],
  })
  expect(() => logMetric(db, run_id, { ...point, model_id: 'm-nope' })).toThrow(missing)
})

test('finds no unknown model; refuses models in a deleted experiment', () => {
  const db = open()
  expect(() => getLoggedModel(db, 'm-x', true)).toThrow(missing)
  expect(() => deleteLoggedModel(db, 'm-x')).toThrow(missing)
  expect(() => finalizeLoggedModel(db, { model_id: 'm-x', status: 1 })).toThrow(missing)
  expect(() => setLoggedModelTags(db, 'm-x', [])).toThrow(missing)
  expect(() => logLoggedModelParams(db, 'm-x', [])).toThrow(missing)
  expect(() => createLoggedModel(db, { experiment_id: '9' })).toThrow('No Experiment with id=9 exists')
  deleteExperiment(db, '0')
  expect(() => create(db)).toThrow("must be in the 'active' state")
})
