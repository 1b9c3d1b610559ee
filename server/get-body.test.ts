import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mlflowCalls } from '#contract/calls.ts'
import { type Call, createClient } from '#contract/client.ts'
import type { Input } from '#contract/endpoints.ts'
import { createApp } from './app.ts'
import { createHttpServer } from './listen.ts'
import { openTestApp } from './testing/app.ts'
import { upstream } from './upstream/forward.ts'

// docs/rest-contract.md §1 "GET": without a query the arguments are in a JSON body, as older tools send them.

type Reads = {
  [N in keyof typeof mlflowCalls as 'GET' extends (typeof mlflowCalls)[N]['methods'][number] ? N : never]: Input<N>
}

const open: Server[] = []
let direct: string
/** A Modelshelf in front of `direct`, which plays the MLflow server. */
let before: string
let inputs: Reads

beforeAll(async () => {
  const { app } = openTestApp()
  direct = await listen(createHttpServer(app))
  const target = { base: direct.slice(0, -1) }
  const backend = upstream(
    { tracking: target, registry: target },
    { auth: 'operator', basePath: '', limits: { readMs: 5000 } },
  )
  before = await listen(createHttpServer(createApp({ backend })))
  inputs = await seed(createClient(direct, fetch))
})
afterAll(() => {
  for (const server of open) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(server: Server): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // it listens on TCP
}

/** Creates one of everything; returns requests whose answers differ from those without arguments. */
async function seed(call: Call): Promise<Reads> {
  const { experiment_id } = await call('createExperiment', { name: 'tide “é” 1' })
  const { run } = await call('createRun', { experiment_id })
  const { run_id } = run.info
  for (const step of [1, 2, 3]) await call('logMetric', { run_id, key: 'rmse', value: step / 2, timestamp: step, step })
  const { model } = await call('createLoggedModel', { experiment_id, name: 'tide' })
  const { model_id } = model.info
  await call('deleteLoggedModel', { model_id })
  const kept = await call('createLoggedModel', { experiment_id, name: 'kept', source_run_id: run_id })
  for (const name of ['tide level', 'other']) await call('createModel', { name })
  const version = { name: 'tide level', version: '1' }
  await call('createVersion', { name: version.name, source: 's3://bucket/tide' })
  await call('createVersion', { name: version.name, source: 's3://bucket/tide-2' })
  await call('transitionStage', { ...version, stage: 'Staging', archive_existing_versions: false })
  await call('setAlias', { ...version, alias: 'best' })
  for (const owner of [run_id, `models/${kept.model.info.model_id}`])
    for (const path of ['a.txt', 'dir/b.txt'])
      await fetch(`${direct}api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${owner}/artifacts/${path}`, {
        method: 'PUT',
        body: 'x',
      })
  return {
    getExperiment: { experiment_id },
    getExperimentByName: { experiment_name: 'tide “é” 1' },
    searchExperiments: { max_results: 5, filter: "name LIKE 'tide%'", order_by: ['name DESC'] },
    getRun: { run_id },
    getMetricHistory: { run_id, metric_key: 'rmse', max_results: 2 },
    getMetricHistoryBulk: { run_id: [run_id], metric_key: 'rmse', max_results: 2 },
    getMetricHistoryBulkInterval: { run_ids: [run_id], metric_key: 'rmse', start_step: 2, end_step: 3 },
    getLoggedModel: { model_id, allow_deleted: true },
    listLoggedModelArtifacts: { model_id: kept.model.info.model_id, artifact_directory_path: 'dir' },
    getModel: { name: 'tide level' },
    searchModels: { filter: "name ILIKE 'TIDE%'", max_results: 1, order_by: ['name DESC'] },
    getLatestVersions: { name: 'tide level', stages: ['Staging'] },
    getVersionByAlias: { name: 'tide level', alias: 'best' },
    getVersion: version,
    searchVersions: { filter: "name = 'tide level'", max_results: 1, order_by: ['version_number ASC'] },
    getDownloadUri: version,
    listArtifacts: { run_id, path: 'dir' },
  }
}

/** Sends a GET with a body, which fetch refuses to do. */
function get(base: string, path: string, body: string, headers: Record<string, string | number> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const length = 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) }
    const call = request(`${base}${path}`, { method: 'GET', headers: { ...length, ...headers } }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
    })
    call.on('error', reject).end(body)
  })
}

const reads = Object.entries(mlflowCalls).filter(([, { methods }]) => (methods as readonly string[]).includes('GET'))
const json = { 'content-type': 'application/json' }

describe.each([
  ['the embedded backend', () => direct],
  ['before another server', () => before],
])('%s', (_, base) => {
  test.each(reads.map(([name]) => name as keyof Reads))('%s reads its arguments from a body', async (name) => {
    const rest: Record<string, unknown> = { ...inputs[name] }
    const path = mlflowCalls[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
      const value = String(rest[key])
      delete rest[key]
      return encodeURIComponent(value)
    })
    const query = new URLSearchParams(
      Object.entries(rest).flatMap(([key, value]) =>
        (Array.isArray(value) ? value : [value]).map((item): [string, string] => [key, String(item)]),
      ),
    )
    const url = `api/2.0/mlflow/${path}`
    const byQuery = await get(base(), `${url}?${query}`, '')
    expect(byQuery.status, byQuery.body).toBe(200)
    expect(await get(base(), url, JSON.stringify(rest), json)).toEqual(byQuery)
    const chunked = { ...json, 'transfer-encoding': 'chunked' }
    expect(await get(base(), `ajax-${url}?`, JSON.stringify(rest), chunked)).toEqual(byQuery)
    // Otherwise the test would not show that the body was read.
    if (Object.keys(rest).length > 0) expect(await get(base(), url, '{}', json)).not.toEqual(byQuery)
  })

  test('the artifact proxy lists the folder named in a body', async () => {
    const { run_id } = inputs.getRun
    const path = `${inputs.getExperiment.experiment_id}/${run_id}/artifacts/dir`
    const listed = await get(base(), 'api/2.0/mlflow-artifacts/artifacts', JSON.stringify({ path }), json)
    expect(listed).toEqual(await get(base(), `api/2.0/mlflow-artifacts/artifacts?path=${path}`, ''))
    expect(listed.body).toContain('b.txt')
  })

  test('ignores the body if there is a query', async () => {
    const path = 'api/2.0/mlflow/registered-models/get'
    const both = await get(base(), `${path}?name=other`, '{"name":"tide level"}', json)
    expect(JSON.parse(both.body)).toMatchObject({ registered_model: { name: 'other' } })
    const { status } = await get(base(), `${path}?unknown=1`, '{"name":"tide level"}', json)
    expect(status).toBe(400)
  })

  test('ignores the type of the body, because curl -d sends its own', async () => {
    for (const headers of [{}, { 'content-type': 'application/x-www-form-urlencoded' }])
      expect(await get(base(), 'api/2.0/mlflow/registered-models/get', '{"name":"other"}', headers)).toMatchObject({
        status: 200,
      })
  })

  test('refuses a body that is not a JSON object, compressed or too large, and keeps the connection', async () => {
    const path = 'api/2.0/mlflow/registered-models/search'
    for (const body of ['{"filter":', '[1]', '"x"', '\u0000'])
      expect(await get(base(), path, body, json)).toMatchObject({ status: 400 })
    expect(await get(base(), path, '{}', { ...json, 'content-encoding': 'gzip' })).toMatchObject({ status: 415 })
    const large = JSON.stringify({ filter: 'x'.repeat(5_000_000) })
    expect(await get(base(), path, large, json)).toMatchObject({ status: 413 })
    expect(await get(base(), path, large, { ...json, 'transfer-encoding': 'chunked' })).toMatchObject({ status: 413 })
  })

  test('refuses a wrong type, as in every body', async () => {
    const { status, body } = await get(base(), 'api/2.0/mlflow/registered-models/get', '{"name":5}', json)
    expect([status, JSON.parse(body)]).toMatchObject([400, { error_code: 'INVALID_PARAMETER_VALUE' }])
  })
})

test('1.x clients may list with a body', async () => {
  const { body } = await get(direct, 'api/2.0/preview/mlflow/registered-models/list', '{"max_results":1}', json)
  expect(JSON.parse(body)).toMatchObject({ registered_models: [{ name: 'other' }] })
  expect(await get(direct, 'api/2.0/mlflow/experiments/list', '{"view_type":"ALL"}', json)).toMatchObject({
    status: 200,
  })
})
