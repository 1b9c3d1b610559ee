import { expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { createExperiment, deleteExperiment } from '../experiments/experiments.ts'
import { setRunTag } from './run-logging.ts'
import { createRun, deleteRun, getRun, restoreRun, updateRun } from './runs.ts'

const open = () => openDb(':memory:')
const refusal = (code: string, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })
const nameTag = (value: string) => ({ key: 'mlflow.runName', value })

test('a new run has the fields sent, zero and empty for the rest, and its own artifact folder', () => {
  const db = open()
  const { info, data, inputs, ...rest } = createRun(db, { experiment_id: '0' })
  expect(info).toEqual({
    run_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    run_uuid: info.run_id,
    experiment_id: '0',
    run_name: expect.stringMatching(/^[a-z]+-[a-z]+-\d{1,3}$/),
    user_id: '',
    status: 'RUNNING',
    start_time: 0,
    artifact_uri: `mlflow-artifacts:/0/${info.run_id}/artifacts`,
    lifecycle_stage: 'active',
  })
  expect(data).toEqual({ tags: [nameTag(String(info.run_name))] })
  expect(inputs).toEqual({})
  expect(rest).toEqual({}) // no `outputs` here, docs/rest-contract.md §3
  expect(getRun(db, info.run_id)).toEqual({ info, data, inputs, outputs: {} })
})

test('puts the artifacts of a run below its experiment', () => {
  const db = open()
  const id = createExperiment(db, { name: 'a', artifact_location: 's3://b/x/' }, [])
  const { info } = createRun(db, { experiment_id: id })
  expect(info.artifact_uri).toBe(`s3://b/x/${info.run_id}/artifacts`)
})

test('takes the name from the argument, else the tag, and refuses different ones', () => {
  const db = open()
  const nameOf = (input: { run_name?: string; tags?: { key: string; value: string }[] }) =>
    createRun(db, { experiment_id: '0', ...input }).info.run_name
  expect(nameOf({ run_name: 'a' })).toBe('a')
  expect(nameOf({ tags: [nameTag('b')] })).toBe('b')
  expect(nameOf({ run_name: 'c', tags: [nameTag('c')] })).toBe('c')
  expect(() => nameOf({ run_name: 'c', tags: [nameTag('d')] })).toThrow(
    refusal(
      'INVALID_PARAMETER_VALUE',
      /^Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values/,
    ),
  )
  expect(() => nameOf({ run_name: 'x'.repeat(501) })).toThrow('exceeds')
})

test('name and tag follow each other', () => {
  const db = open()
  const id = createRun(db, { experiment_id: '0', run_name: 'a' }).info.run_id
  expect(updateRun(db, id, { run_name: 'b' }).run_name).toBe('b')
  expect(getRun(db, id).data.tags).toEqual([nameTag('b')])
  setRunTag(db, id, nameTag('c'))
  expect(getRun(db, id).info.run_name).toBe('c')
  setRunTag(db, id, nameTag(''))
  updateRun(db, id, { run_name: '' })
  expect(getRun(db, id)).toMatchObject({ info: { run_name: 'c' }, data: { tags: [nameTag('c')] } })
})

test('an update changes only the fields sent', () => {
  const db = open()
  const id = createRun(db, { experiment_id: '0', start_time: 5 }).info.run_id
  expect(updateRun(db, id, { status: 'FINISHED' }).end_time).toBeUndefined()
  expect(updateRun(db, id, { end_time: 7 })).toMatchObject({ status: 'FINISHED', end_time: 7 })
  expect(updateRun(db, id, { status: 'RUNNING' })).toMatchObject({ status: 'RUNNING', start_time: 5, end_time: 7 })
})

test('keeps times exactly, however large', () => {
  const db = open()
  const max = 2n ** 63n - 1n
  const id = createRun(db, { experiment_id: '0', start_time: -1 }).info.run_id
  updateRun(db, id, { end_time: max })
  expect(getRun(db, id).info).toMatchObject({ start_time: -1, end_time: max })
  expect(createRun(db, { experiment_id: '0', start_time: -(2n ** 63n) }).info.start_time).toBe(-(2n ** 63n))
})

test('deleting and restoring can be repeated; a deleted run can be read but not written', () => {
  const db = open()
  const id = createRun(db, { experiment_id: '0' }).info.run_id
  deleteRun(db, id)
  deleteRun(db, id)
  expect(getRun(db, id).info.lifecycle_stage).toBe('deleted')
  const deleted = refusal(
    'INVALID_PARAMETER_VALUE',
    `The run ${id} must be in the 'active' state. Current state is deleted.`,
  )
  expect(() => updateRun(db, id, { status: 'FAILED' })).toThrow(deleted)
  expect(() => setRunTag(db, id, { key: 'k', value: '' })).toThrow(deleted)
  restoreRun(db, id)
  restoreRun(db, id)
  expect(updateRun(db, id, { status: 'FAILED' }).status).toBe('FAILED')
})

test('finds no unknown runs and experiments; refuses runs in a deleted experiment', () => {
  const db = open()
  const noRun = refusal('RESOURCE_DOES_NOT_EXIST', /^Run with id=x not found$/)
  for (const call of [getRun, deleteRun, restoreRun]) expect(() => call(db, 'x')).toThrow(noRun)
  expect(() => updateRun(db, 'x', {})).toThrow(noRun)
  expect(() => createRun(db, { experiment_id: '9' })).toThrow(
    refusal('RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=9'),
  )
  expect(() => createRun(db, {})).toThrow(refusal('INVALID_PARAMETER_VALUE', "'experiment_id'"))
  deleteExperiment(db, '0')
  expect(() => createRun(db, { experiment_id: '0' })).toThrow(
    refusal('INVALID_PARAMETER_VALUE', "must be in the 'active' state"),
  )
})
