import { expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { openDb, type Db } from '../../db.ts'
import { searchExperiments } from '../experiments/search-experiments.ts'
import { createExperiment, deleteExperiment } from '../experiments/experiments.ts'
import { searchLoggedModels } from '../logged-models/search-logged-models.ts'
import { createLoggedModel, deleteLoggedModel } from '../logged-models/logged-models.ts'
import { logBatch } from '../runs/run-logging.ts'
import { logInputs } from '../runs/run-models.ts'
import { searchRuns } from '../runs/search-runs.ts'
import { createRun, deleteRun } from '../runs/runs.ts'

const open = () => openDb(':memory:')
const refused = expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE' })

/** Creates a run in Default with one metric; returns its id. */
function addRun(db: Db, name: string, rmse?: number, start_time = 0): string {
  const { run_id } = createRun(db, { experiment_id: '0', run_name: name, start_time }).info
  if (rmse !== undefined) logBatch(db, { run_id, metrics: [{ key: 'rmse', value: rmse, step: 0, timestamp: 0 }] })
  return run_id
}
const names = (page: ReturnType<typeof searchRuns>) => page.runs?.map(({ info }) => info.run_name)

test('returns experiments of a view newest first, page by page', () => {
  const db = open()
  for (const name of ['a', 'b', 'c']) createExperiment(db, { name, tags: [{ key: 'team', value: name }] }, [])
  deleteExperiment(db, '2')
  const ids = (input: object) => {
    const page = searchExperiments(db, { max_results: 10, ...input })
    return page.experiments?.map(({ experiment_id }) => experiment_id)
  }
  expect(ids({})).toEqual(['3', '1', '0'])
  expect(ids({ view_type: 'ALL', order_by: ['name DESC'] })).toEqual(['3', '2', '1', '0'])
  expect(ids({ view_type: 'DELETED_ONLY' })).toEqual(['2'])
  expect(ids({ filter: "tags.team = 'c'" })).toEqual(['3'])
  expect(searchExperiments(db, { max_results: 5, filter: "name = 'none'" })).toEqual({})
  const first = searchExperiments(db, { max_results: 2 })
  expect(ids({ page_token: first.next_page_token, max_results: 2 })).toEqual(['0'])
})

test.each([undefined, 0, -1, 50_001, 2n ** 60n])('refuses a page of %s experiments', (max_results) => {
  expect(() => searchExperiments(open(), { max_results })).toThrow(refused)
})

test('finds runs by a metric and orders by it, those without it last', () => {
  const db = open()
  for (const [name, rmse] of [
    ['a', 5],
    ['b', 7.5],
    ['c', 1],
    ['d', undefined],
    ['e', NaN],
  ] as const)
    addRun(db, name, rmse)
  const search = (input: object) => names(searchRuns(db, { experiment_ids: ['0'], ...input }))
  expect(search({ filter: 'metrics.rmse < 7', order_by: ['metrics.rmse'] })).toEqual(['c', 'a'])
  expect(search({ order_by: ['metrics.rmse DESC'] })).toEqual(['b', 'a', 'c', 'e', 'd'])
  expect(search({ filter: "attributes.run_name = 'd'" })).toEqual(['d'])
})

test('finds only runs of the experiments and the view', () => {
  const db = open()
  const other = createExperiment(db, { name: 'other' }, [])
  addRun(db, 'a', 1, 3)
  deleteRun(db, addRun(db, 'b', 1, 2))
  createRun(db, { experiment_id: other, run_name: 'c', start_time: 1 })
  const search = (input: object) => names(searchRuns(db, input))
  expect(search({ experiment_ids: ['0'] })).toEqual(['a'])
  expect(search({ experiment_ids: [other, '0'], run_view_type: 'ALL' })).toEqual(['a', 'b', 'c'])
  expect(search({ experiment_ids: ['0'], run_view_type: 'DELETED_ONLY' })).toEqual(['b'])
  expect(search({ experiment_ids: ['99', '99999999999999999999'] })).toBeUndefined()
  expect(searchRuns(db, {})).toEqual({})
  expect(() => search({ experiment_ids: ['abc'] })).toThrow('must be a valid integer')
})

test('returns each of 11 runs with one start time once, in pages of 3', async () => {
  const db = open()
  const all = Array.from({ length: 11 }, (_, i) => addRun(db, `r${i}`, 1, 5))
  for (const order_by of [[], ['start_time ASC'], ['metrics.rmse']]) {
    const seen: string[] = []
    const search = { experiment_ids: ['0'], max_results: 3, order_by }
    for await (const page of allPages((next) => searchRuns(db, { ...search, ...next })))
      seen.push(...(page.runs ?? []).map(({ info }) => info.run_id))
    expect(seen).toEqual(all.toSorted())
  }
})

test('a search includes what runs logged, but not their input models', () => {
  const db = open()
  const run_id = addRun(db, 'a', 1)
  logInputs(db, { run_id, models: [{ model_id: 'm-x' }] })
  const { runs } = searchRuns(db, { experiment_ids: ['0'] })
  expect(runs?.[0]).toMatchObject({ data: { metrics: [{ key: 'rmse', value: 1 }] }, inputs: {}, outputs: {} })
  expect(runs?.[0]?.inputs?.model_inputs).toBeUndefined()
})

test.each([
  { filter: 'metrics.a >' },
  { filter: "run_id = 'a' OR 1=1 --" },
  { order_by: ['nothing'] },
  { order_by: ['metrics.a', 'metrics.a'] },
  { page_token: 'forged' },
  { max_results: 0 },
  { max_results: 50_001 },
])('a search of runs refuses %j', (input) => {
  expect(() => searchRuns(open(), { experiment_ids: ['0'], ...input })).toThrow(refused)
})

test('finds logged models by name, dataset and metric, without deleted ones', () => {
  const db = open()
  const run_id = addRun(db, 'r')
  const add = (name: string, acc: number, dataset_digest: string) => {
    const { model_id } = createLoggedModel(db, { experiment_id: '0', name }).info
    logBatch(db, {
      run_id,
      metrics: [{ key: 'acc', value: acc, step: 0, timestamp: 0, model_id, dataset_name: 'iris', dataset_digest }],
    })
    return model_id
  }
  add('a', 0.5, 'd1')
  add('b', 0.9, 'd2')
  deleteLoggedModel(db, add('c', 1, 'd1'))
  const search = (input: object) => {
    const page = searchLoggedModels(db, { experiment_ids: ['0'], ...input })
    return page.models?.map(({ info }) => info.name)
  }
  expect(search({ filter: "name = 'a'" })).toEqual(['a'])
  expect(search({ datasets: [{ dataset_name: 'iris', dataset_digest: 'd2' }] })).toEqual(['b'])
  expect(search({ filter: 'metrics.acc > 0.4', order_by: [{ field_name: 'metrics.acc', ascending: false }] })).toEqual([
    'b',
    'a',
  ])
  expect(
    search({ order_by: [{ field_name: 'metrics.acc', ascending: true, dataset_name: 'iris', dataset_digest: 'd2' }] }),
  ).toEqual(['b', 'a'])
  expect(search({ experiment_ids: [] })).toBeUndefined()
  const first = searchLoggedModels(db, {
    experiment_ids: ['0'],
    max_results: 1,
    order_by: [{ field_name: 'name', ascending: true }],
  })
  expect(
    search({ max_results: 1, page_token: first.next_page_token, order_by: [{ field_name: 'name', ascending: true }] }),
  ).toEqual(['b'])
  // As in MLflow, there is no upper limit.
  for (const max_results of [50_001, 2n ** 40n])
    expect(search({ experiment_ids: ['0'], max_results })).toEqual(search({ experiment_ids: ['0'] }))
})

test.each([
  { datasets: [{ dataset_digest: 'x' }] },
  { order_by: [{ field_name: 'params.x', ascending: true }] },
  {
    order_by: [
      { field_name: 'metrics.x', ascending: true, dataset_name: 'a' },
      { field_name: 'metrics.y', ascending: true, dataset_name: 'b' },
    ],
  },
  { max_results: 0 },
  { max_results: -1 },
  { filter: "bogus = 'x'" },
])('a search of logged models refuses %j', (input) => {
  expect(() => searchLoggedModels(open(), { experiment_ids: ['0'], ...input })).toThrow(refused)
})
