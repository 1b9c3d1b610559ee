import { expect, test } from 'vitest'
import { type Db, openDb } from '../../db.ts'
import { searchDatasets } from './datasets.ts'
import { createExperiment } from '../experiments/experiments.ts'
import { logInputs } from './run-models.ts'
import { createRun, deleteRun, getRun } from './runs.ts'

type Dataset = { name: string; digest: string; schema?: string; profile?: string }

/** Creates a run that used a dataset; returns its id. */
function addReader(db: Db, experiment_id: string, dataset: Dataset, context?: string): string {
  const { run_id } = createRun(db, { experiment_id }).info
  const tags = context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }]
  logInputs(db, { run_id, datasets: [{ dataset: { source_type: 's', source: 'x', ...dataset }, tags }] })
  return run_id
}
const wine = { name: 'wine', digest: 'd1' }

test('lists each use of a dataset once, by experiment, name and digest, and without a context if none was given', () => {
  const db = openDb(':memory:')
  const other = createExperiment(db, { name: 'other' }, [])
  addReader(db, '0', { name: 'wine', digest: 'd2' })
  addReader(db, '0', wine, 'train')
  addReader(db, '0', wine, 'train')
  deleteRun(db, addReader(db, '0', wine, 'eval'))
  addReader(db, other, { name: 'iris', digest: 'd1' }, '')
  const found = [
    { experiment_id: '0', name: 'wine', digest: 'd1', context: 'eval' },
    { experiment_id: '0', name: 'wine', digest: 'd1', context: 'train' },
    { experiment_id: '0', name: 'wine', digest: 'd2' },
  ]
  expect(searchDatasets(db, ['0'])).toEqual(found)
  expect(searchDatasets(db, [other, '0', '99'])).toEqual([
    ...found,
    { experiment_id: other, name: 'iris', digest: 'd1', context: '' },
  ])
})

const numbered = (at: number) => ({ name: `d${at}`, digest: '1', source_type: 's', source: 'x' })

test('accepts 1 to 20 experiments and returns at most 1,000 datasets', () => {
  const db = openDb(':memory:')
  const { run_id } = createRun(db, { experiment_id: '0' }).info
  logInputs(db, { run_id, datasets: Array.from({ length: 1001 }, (_, at) => ({ dataset: numbered(at) })) })
  expect(
    searchDatasets(
      db,
      Array.from({ length: 20 }, () => '0'),
    ),
  ).toHaveLength(1000)
  expect(() => searchDatasets(db, [])).toThrow('SearchDatasets request must specify at least one experiment_id.')
  expect(() =>
    searchDatasets(
      db,
      Array.from({ length: 21 }, () => '0'),
    ),
  ).toThrow('cannot specify more than 20 experiment_ids. Received 21 experiment_ids.')
  expect(() => searchDatasets(db, ['abc'])).toThrow("Invalid experiment ID 'abc'")
})

test('keeps a dataset’s first schema and profile and a run’s first tags; an empty schema or profile counts as none', () => {
  const db = openDb(':memory:')
  const run_id = addReader(db, '0', { ...wine, schema: '', profile: '' }, 'train')
  const read = () => getRun(db, run_id).inputs?.dataset_inputs
  const kept = [
    { dataset: { ...wine, source_type: 's', source: 'x' }, tags: [{ key: 'mlflow.data.context', value: 'train' }] },
  ]
  expect(read()).toEqual(kept)
  const again = { ...wine, source_type: 's', source: 'y', schema: 'late', profile: 'late' }
  logInputs(db, { run_id, datasets: [{ dataset: again, tags: [{ key: 'mlflow.data.context', value: 'eval' }] }] })
  expect(read()).toEqual(kept)
})
