import { beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/app.ts'

// Tracking calls with a required field missing or empty are refused in MLflow's words.

let shelf: TestApp
beforeEach(() => {
  shelf = openTestApp()
})

/** Calls a path below MLflow's prefix, or a whole path; returns status and JSON. */
async function asked(path: string, body?: unknown) {
  const url = path.startsWith('/') ? path : `/api/2.0/mlflow/${path}`
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await shelf.app.request(`http://localhost${url}`, body === undefined ? {} : init)
  return { status: response.status, json: await response.json() }
}
const seeDocs = 'See the API docs for more information about request parameters.'
const invalid = (message: string) => ({ status: 400, json: { error_code: 'INVALID_PARAMETER_VALUE', message } })
const missing = (name: string) => invalid(`Missing value for required parameter '${name}'. ${seeDocs}`)

test('search-datasets requires experiments and returns {} without datasets, on both of its paths', async () => {
  const none = invalid('SearchDatasets request must specify at least one experiment_id.')
  for (const path of [
    '/ajax-api/2.0/mlflow/experiments/search-datasets',
    '/api/2.0mlflow/experiments/search-datasets',
  ]) {
    expect(await asked(path, {})).toEqual(none)
    expect(await asked(path, { experiment_ids: [] })).toEqual(none)
    expect(await asked(path, { experiment_ids: ['0', '99'] })).toEqual({ status: 200, json: {} })
  }
})

test('without experiments runs/search finds nothing and logged-models/search is refused', async () => {
  const { run } = await shelf.call('createRun', { experiment_id: '0' })
  expect(await asked('runs/search', {})).toEqual({ status: 200, json: {} })
  expect(await asked('runs/search', { experiment_ids: [] })).toEqual({ status: 200, json: {} })
  expect(await asked('runs/search', { experiment_ids: [''] })).toMatchObject({ status: 400 })
  expect(await asked('runs/search', { experiment_ids: ['0'] })).toMatchObject({
    json: { runs: [{ info: { run_id: run.info.run_id } }] },
  })
  expect(await asked('logged-models/search', {})).toEqual(missing('experiment_ids'))
  expect(await asked('logged-models/search', { experiment_ids: [] })).toEqual({ status: 200, json: {} })
})

test('an empty run_id names no run, even beside a run_uuid', async () => {
  const { run } = await shelf.call('createRun', { experiment_id: '0' })
  const { run_id } = run.info
  const none = missing('run_id')
  for (const id of ['run_id=', `run_id=&run_uuid=${run_id}`, '']) {
    expect(await asked(`runs/get?${id}`)).toEqual(none)
    expect(await asked(`metrics/get-history?metric_key=m&${id}`)).toEqual(none)
    expect(await asked(`artifacts/list?${id}`)).toEqual(none)
  }
  const param = { key: 'k', value: 'v' }
  expect(await asked('runs/log-parameter', { ...param, run_id: '', run_uuid: run_id })).toEqual(none)
  expect(await asked('runs/log-parameter', { ...param, run_uuid: run_id })).toEqual({ status: 200, json: {} })
  for (const path of ['runs/delete', 'runs/restore', 'runs/log-batch', 'runs/log-inputs', 'runs/outputs'])
    expect(await asked(path, { run_id: '', models: [] })).toMatchObject({ status: 400 })
})

const ask = (query: string) => asked(`metrics/get-history-bulk-interval?${query}`)
test('get-history-bulk-interval says what is missing', async () => {
  const { run } = await shelf.call('createRun', { experiment_id: '0' })
  const { run_id } = run.info
  const known = `run_ids=${run_id}&metric_key=m`
  expect(await ask('metric_key=m')).toEqual(missing('run_ids'))
  expect(await ask(`run_ids=${run_id}`)).toEqual(missing('metric_key'))
  expect(await ask(`run_ids=${run_id}&metric_key=`)).toEqual(missing('metric_key'))
  for (const max of [0, -1, 2501])
    expect(await ask(`${known}&max_results=${max}`)).toEqual(
      invalid(`max_results must be between 1 and 2500. ${seeDocs}`),
    )
  const many = Array.from({ length: 101 }, () => `run_ids=${run_id}`).join('&')
  expect(await ask(`${many}&metric_key=m`)).toEqual(
    invalid(`GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received 101 run_ids. ${seeDocs}`),
  )
  const both = invalid('If either start step or end step are specified, both must be specified.')
  expect(await ask(`${known}&start_step=1`)).toEqual(both)
  expect(await ask(`${known}&end_step=1`)).toEqual(both)
  expect(await ask(`${known}&start_step=4&end_step=3`)).toEqual(
    invalid('end_step must be greater than start_step. Found start_step=4 and end_step=3.'),
  )
  expect(await ask(known)).toEqual({ status: 200, json: {} })
})
