import { allPages } from '#contract/all-pages.ts'
import { createClient, type Call } from '#contract/client.ts'
import { folderOf } from './artifacts.ts'

export type Size = { models: number; versions: number; runs: number; points: number; files: number }

/** A server with the data for every case. Names are the same on both servers, ids differ. */
export type Data = {
  url: string
  call: Call
  experiment: string
  /** An experiment with 10,000 runs, where one was added. */
  manyRuns?: string
  /** A run with one metric of `points` points and with `files` files. */
  run: string
  /** The path of that run's files in the proxy, with a trailing slash. */
  proxy: string
  /** The token of the last page of models. */
  deepToken: string
}

export const modelName = (index: number) => `model-${String(index).padStart(5, '0')}`
export const BIG = 'model-with-versions'

/** Fills an empty server over its REST API. Takes minutes on MLflow, seconds here. */
export async function fill(server: string, size: Size): Promise<Data> {
  const url = new URL('/', server).href
  const call = createClient(url, fetch)
  await fillModels(call, size)
  const { experiment, run_id, artifact_uri } = await fillTracking(call, size)
  const proxy = `${url}api/2.0/mlflow-artifacts/artifacts/${folderOf(artifact_uri ?? '')}/`
  await eight(size.files, (index) => put(`${proxy}many/file-${index}.txt`, `file ${index}`))
  await put(`${proxy}facts.json`, '{"rmse": 7}')
  return { url, call, experiment, run: run_id, proxy, deepToken: await lastToken(call) }
}

/** Only its experiment and runs, for a server that has nothing else. */
export async function fillTracking(call: Call, size: Pick<Size, 'runs' | 'points'>) {
  const { experiment_id: experiment } = await call('createExperiment', { name: 'bench' })
  await fillRuns(call, experiment, size.runs)
  const { run } = await call('createRun', { experiment_id: experiment, run_name: 'long', start_time: 1 })
  const { run_id, artifact_uri } = run.info
  for (let from = 0; from < size.points; from += 1000)
    await call('logBatch', { run_id, metrics: points('loss', from, Math.min(1000, size.points - from)) })
  return { experiment, run_id, artifact_uri }
}

/** Adds the models `from` … `to` - 1, with a version each. */
export async function addModels(call: Call, from: number, to: number): Promise<void> {
  await eight(to - from, async (at) => {
    const index = from + at
    const name = modelName(index)
    await call('createModel', {
      name,
      description: `Model ${index}`,
      tags: [{ key: 'team', value: `team-${index % 10}` }],
    })
    await call('createVersion', { name, source: `s3://bucket/${name}` })
    if (index % 2 === 0) await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, alias: 'champion', version: '1' })
  })
}

async function fillModels(call: Call, { models, versions }: Size) {
  await addModels(call, 0, models)
  await call('createModel', { name: BIG })
  for (let index = 0; index < versions; index++)
    await call('createVersion', { name: BIG, source: `s3://bucket/${index}` })
  await call('transitionStage', { name: BIG, version: '1', stage: 'Production' })
  await call('setAlias', { name: BIG, alias: 'champion', version: '1' })
}

async function fillRuns(call: Call, experiment_id: string, count: number) {
  await eight(count, async (index) => {
    const { run } = await call('createRun', {
      experiment_id,
      run_name: `run ${index}`,
      start_time: 1_700_000_000_000 + index,
    })
    const ten = Array.from({ length: 10 }, (_, key) => key)
    await call('logBatch', {
      run_id: run.info.run_id,
      metrics: ten.map((key) => ({
        key: `metric_${key}`,
        value: (index * 7919 + key) % 1000,
        timestamp: index + 1, // FastTrackML refuses 0
        step: 0,
      })),
      params: ten.map((key) => ({ key: `param_${key}`, value: String((index + key) % 17) })),
    })
    await call('updateRun', { run_id: run.info.run_id, status: 'FINISHED', end_time: 1_700_000_100_000 + index })
  })
}

export const points = (key: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key,
    value: 1 / (from + index + 1),
    timestamp: from + index + 1,
    step: from + index,
  }))

export async function put(url: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', body })
  if (!ok) throw new Error(`PUT ${url}: ${status}`)
}

/** The token of the last page of models. */
export async function lastToken(call: Call): Promise<string> {
  let last = ''
  for await (const page of allPages((next) => call('searchModels', { max_results: 100, ...next })))
    last = page.next_page_token || last
  return last
}

/** Does `work` for 0 … count-1, eight at a time. */
export async function eight(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < count) await work(next++)
    }),
  )
}
