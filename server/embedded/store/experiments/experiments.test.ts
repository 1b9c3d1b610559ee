import { expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { getExperiment, getExperimentByName } from './experiment-rows.ts'
import { deleteExperimentTag, setExperimentTag } from './experiment-tags.ts'
import { createExperiment, deleteExperiment, restoreExperiment, updateExperiment } from './experiments.ts'
import { createRun, deleteRun, getRun } from '../runs/runs.ts'

const open = () => openDb(':memory:')
const refusal = (code: string, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })

test('a new server has Default with id 0, and the next experiment is 1', () => {
  const db = open()
  expect(getExperiment(db, '0')).toMatchObject({
    experiment_id: '0',
    name: 'Default',
    artifact_location: 'mlflow-artifacts:/0',
    lifecycle_stage: 'active',
  })
  expect(createExperiment(db, { name: 'a' }, [])).toBe('1')
  expect(getExperiment(db, '1').artifact_location).toBe('mlflow-artifacts:/1')
})

test('an experiment keeps its name, location and tags exactly as sent', () => {
  const db = open()
  const names = ['Ünïcode 🙂', 'a/b', '"q"', "'", ' spaced ', '__proto__', 'e\u0301', '\u00e9', 'x'.repeat(500)]
  for (const name of names) {
    const id = createExperiment(db, { name, artifact_location: 's3://b/x', tags: [{ key: 'k', value: '' }] }, [])
    expect(getExperimentByName(db, name)).toMatchObject({
      experiment_id: id,
      name,
      artifact_location: 's3://b/x',
      tags: [{ key: 'k', value: '' }],
    })
  }
})

test.each(['', ' ', '\t\n', 'x'.repeat(501)])('refuses the name %j', (name) => {
  expect(() => createExperiment(open(), { name }, [])).toThrow(refusal('INVALID_PARAMETER_VALUE', 'name'))
})

test('refuses a name that is taken, even by a deleted experiment', () => {
  const db = open()
  const id = createExperiment(db, { name: 'a' }, [])
  const taken = refusal('RESOURCE_ALREADY_EXISTS', /^Experiment\(name=a\) already exists\.$/)
  expect(() => createExperiment(db, { name: 'a' }, [])).toThrow(taken)
  deleteExperiment(db, id)
  expect(() => createExperiment(db, { name: 'a' }, [])).toThrow(taken)
  expect(() => updateExperiment(db, '0', 'a')).toThrow(taken)
})

test('refuses ids that are not integers, and finds no unknown ones', () => {
  const db = open()
  for (const id of ['abc', '1.5', '', ' 1', '0x1', '1e0'])
    expect(() => getExperiment(db, id)).toThrow(refusal('INVALID_PARAMETER_VALUE', 'must be a valid integer'))
  for (const id of ['999', '-1', '99999999999999999999'])
    expect(() => getExperiment(db, id)).toThrow(
      refusal('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`),
    )
  expect(() => getExperimentByName(db, 'x')).toThrow(
    refusal('RESOURCE_DOES_NOT_EXIST', "Could not find experiment with name 'x'"),
  )
})

test('renaming keeps everything else; a deleted experiment cannot be renamed', () => {
  const db = open()
  const id = createExperiment(db, { name: 'a' }, [])
  updateExperiment(db, id, 'a')
  updateExperiment(db, id, 'b')
  expect(getExperiment(db, id)).toMatchObject({ name: 'b', artifact_location: `mlflow-artifacts:/${id}` })
  deleteExperiment(db, id)
  expect(() => updateExperiment(db, id, 'c')).toThrow(
    refusal('INVALID_PARAMETER_VALUE', 'Cannot rename a non-active experiment.'),
  )
})

test('deleting deletes the runs, restoring restores all of them', () => {
  const db = open()
  const id = createExperiment(db, { name: 'a' }, [])
  const kept = createRun(db, { experiment_id: id }).info.run_id
  const deleted = createRun(db, { experiment_id: id }).info.run_id
  const elsewhere = createRun(db, { experiment_id: '0' }).info.run_id
  deleteRun(db, deleted)
  deleteExperiment(db, id)
  expect([kept, deleted, elsewhere].map((run) => getRun(db, run).info.lifecycle_stage)).toEqual([
    'deleted',
    'deleted',
    'active',
  ])
  expect(getExperiment(db, id).lifecycle_stage).toBe('deleted')
  expect(() => deleteExperiment(db, id)).toThrow(refusal('RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=1 exists'))
  restoreExperiment(db, id)
  expect([kept, deleted].map((run) => getRun(db, run).info.lifecycle_stage)).toEqual(['active', 'active'])
  expect(() => restoreExperiment(db, id)).toThrow(refusal('RESOURCE_DOES_NOT_EXIST', 'No Experiment'))
})

test('replaces tags, removes each once, and refuses tags of a deleted experiment', () => {
  const db = open()
  db.run('UPDATE experiments SET last_update_time = 5')
  setExperimentTag(db, '0', { key: 'k', value: '1' })
  setExperimentTag(db, '0', { key: 'k', value: '2' })
  setExperimentTag(db, '0', { key: 'constructor', value: '' })
  expect(getExperiment(db, '0').tags).toEqual([
    { key: 'constructor', value: '' },
    { key: 'k', value: '2' },
  ])
  deleteExperimentTag(db, '0', 'k')
  deleteExperimentTag(db, '0', 'constructor')
  expect(getExperiment(db, '0').tags).toBeUndefined()
  expect(getExperiment(db, '0').last_update_time).toBe(5)
  expect(() => deleteExperimentTag(db, '0', 'k')).toThrow(
    refusal('RESOURCE_DOES_NOT_EXIST', 'No tag with name: k in experiment with id 0'),
  )
  expect(() => setExperimentTag(db, '0', { key: '../k', value: '' })).toThrow('must not resolve')
  expect(() => setExperimentTag(db, '0', { key: 'k', value: 'x'.repeat(20_001) })).toThrow("'value' exceeds")
  deleteExperiment(db, '0')
  expect(() => setExperimentTag(db, '0', { key: 'k', value: '' })).toThrow(
    refusal('INVALID_PARAMETER_VALUE', "The experiment 0 must be in the 'active' state. Current state is deleted."),
  )
})
