import { once } from 'node:events'
import { linkSync, mkdirSync, watch, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { addPoints, addProfile, addRuns, addWide } from '../testbed/many-runs.ts'
import { peakMemory } from '../testbed/peak-memory.ts'
import { putBytes } from '../testbed/put-bytes.ts'
import { startServer } from '../testbed/server.ts'

// What the server's process takes at most, with the threads that read for it, started as `npm start` does
// (scripts/server-process.mjs). Only Linux can say.

const MB = 1e6
const RUNS = 20_000
/** So many that what the server keeps without the settings in scripts/server-process.mjs shows. */
const REQUESTS = 3000
/** What one run logged at most. */
const WIDE = { metrics: 150_000, params: 50_000 }
const POINTS = 1_000_000
const FILE = 100 * 1024 * 1024

test('searches 3,000 times, pages through 20,000 runs, reads 150,000 metrics of one, draws a million points and moves 100 MB in less than 250 MB of memory', async () => {
  const shelf = await startServer()
  const front = await startServer(undefined, { MLFLOW_TRACKING_URI: shelf.url })
  try {
    const call = createClient(shelf.url, fetch)
    const { experiment_id } = await call('createExperiment', { name: 'many' })
    addRuns('ours', join(shelf.data, 'modelshelf.db'), experiment_id, RUNS)
    for (let group = 0; group < REQUESTS / 16; group += 1)
      await Promise.all(
        Array.from({ length: 16 }, () => call('searchRuns', { experiment_ids: [experiment_id], max_results: 50 })),
      )
    const pages = [await readRuns(shelf.url, experiment_id, RUNS / 2), await readRuns(front.url, experiment_id, RUNS)]
    for (const page of pages) expect(page.bytes).toBeGreaterThan(10 * MB)
    expect(pages.map(({ runs }) => runs)).toEqual([RUNS, RUNS])

    const wide = addWide(join(shelf.data, 'modelshelf.db'), '0', WIDE)
    const search = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"experiment_ids":["0"]}' }
    const asks = [
      [`runs/get?run_id=${wide.run}`],
      ['runs/search', search],
      [`logged-models/${wide.model}`],
      ['logged-models/search', search],
    ] as const
    for (const [path, init] of asks) {
      const text = await (await fetch(`${shelf.url}api/2.0/mlflow/${path}`, init)).text()
      expect(text.split('"key":"metric of').length - 1).toBe(WIDE.metrics)
      expect(text.split('"key":"param ').length - 1).toBe(WIDE.params)
    }

    addPoints(join(shelf.data, 'modelshelf.db'), wide.run, POINTS)
    let sorts = 0
    const watcher = watch(join(shelf.data, 'tmp'), () => (sorts += 1))
    const chart = await call('getMetricHistoryBulkInterval', { run_ids: [wide.run], metric_key: 'm', max_results: 100 })
    expect(chart.metrics?.map(({ step }) => Number(step)).at(-1)).toBe(POINTS - 1)
    watcher.close()
    expect(sorts).toBeGreaterThan(0) // in files of the data directory

    const url = `${shelf.url}api/2.0/mlflow-artifacts/artifacts/${experiment_id}/big.bin`
    expect(await putBytes(url, FILE)).toBe(200)
    let bytes = 0
    for await (const piece of (await fetch(url)).body ?? []) bytes += piece.length
    expect(bytes).toBe(FILE)

    const [alone, inFront] = [peakMemory(shelf), peakMemory(front)]
    if (alone === undefined || inFront === undefined) return
    console.log(`peak memory: ${Math.round(alone / MB)} MB, in front of it ${Math.round(inFront / MB)} MB`)
    expect(alone).toBeLessThan(250 * MB)
    expect(inFront).toBeLessThan(250 * MB)
  } finally {
    await Promise.all([shelf.stop(), front.stop()])
  }
})

const LONG_KEY = 'k'.repeat(250)
const FILES = 100_000

test('lists a folder of 100,000 files, and says the hashes of such a version and which it is, for five clients at once, and for twenty who leave these or a long history unread, in less than 250 MB of memory', async () => {
  const shelf = await startServer()
  try {
    const call = createClient(shelf.url, fetch)
    const { run_id } = (await call('createRun', { experiment_id: '0' })).run.info
    addPoints(join(shelf.data, 'modelshelf.db'), run_id, 20_000, LONG_KEY)
    const folder = `0/${run_id}/artifacts`
    fill(join(shelf.data, 'artifacts', folder))
    const listings = [
      `api/2.0/mlflow/artifacts/list?run_id=${run_id}`,
      `api/2.0/mlflow-artifacts/artifacts?path=${folder}`,
    ]
    const read = async () => {
      for (const listing of listings) {
        const text = await (await fetch(shelf.url + listing)).text()
        expect(text.split('"path"').length - 1).toBe(FILES)
      }
    }
    await Promise.all(Array.from({ length: 5 }, read))

    const history = `run_id=${run_id}&metric_key=${LONG_KEY}`
    const histories = ['', '-bulk'].map((kind) => `api/2.0/mlflow/metrics/get-history${kind}?${history}`)
    const paths = [listings[0]!, ...histories]
    for (const path of paths) await leaveUnread(shelf.url + path)
    const found = await call('getMetricHistory', { run_id, metric_key: LONG_KEY })
    expect(found.metrics).toHaveLength(20_000)

    await call('createModel', { name: 'many' })
    await call('createVersion', { name: 'many', source: `mlflow-artifacts:/${folder}`, run_id })
    const evidence = `${shelf.url}modelshelf/evidence?name=many&version=1`
    const compare = async () => {
      const text = await (await fetch(evidence)).text()
      expect(text.split('"sha256"').length - 1).toBe(FILES)
      expect((await call('whichVersions', { run_id })).exact).toMatchObject([{ name: 'many', version: '1' }])
    }
    await Promise.all(Array.from({ length: 5 }, compare))
    await leaveUnread(evidence)

    const peak = peakMemory(shelf)
    if (peak === undefined) return
    console.log(`peak memory with long folders: ${Math.round(peak / MB)} MB`)
    expect(peak).toBeLessThan(250 * MB)
  } finally {
    await shelf.stop()
  }
})

test('sends a profile of 16 MB, and to twenty clients who leave it unread, in less than 250 MB of memory', async () => {
  const shelf = await startServer()
  try {
    const { run_id } = (await createClient(shelf.url, fetch)('createRun', { experiment_id: '0' })).run.info
    addProfile(join(shelf.data, 'modelshelf.db'), run_id)
    const url = `${shelf.url}api/2.0/mlflow/runs/get?run_id=${run_id}`
    const answers = await Promise.all(Array.from({ length: 20 }, () => unread(url)))
    for (const answer of answers) answer.destroy()
    expect((await (await fetch(url)).text()).length).toBeGreaterThan(16_000_000)
    const peak = peakMemory(shelf)
    if (peak === undefined) return
    console.log(`peak memory with a long profile: ${Math.round(peak / MB)} MB`)
    expect(peak).toBeLessThan(250 * MB)
  } finally {
    await shelf.stop()
  }
})

test('J24 reads bodies of 24 and 4 MB from many clients at once in less than 250 MB of memory', async () => {
  const shelf = await startServer()
  try {
    const { run_id } = (await createClient(shelf.url, fetch)('createRun', { experiment_id: '0' })).run.info
    const api = `${shelf.url}api/2.0/mlflow/`
    const datasets = await each(2, (at) => post(`${api}runs/log-inputs`, datasetsOf(run_id, at)))
    const tags = JSON.stringify(Array.from({ length: 40 }, (_, i) => ({ key: `${i}`, value: 'x'.repeat(100_000) })))
    const models = await each(5, (at) =>
      post(`${api}registered-models/create`, `{"name":"model ${at}","tags":${tags}}`),
    )
    const objects = `{"experiment_id":"0","tags":[${'{},'.repeat(1_000_000)}{}]}`
    const refused = await each(4, () => post(`${api}runs/create`, objects))
    expect([new Set([...datasets, ...models]), new Set(refused)]).toEqual([new Set([200]), new Set([413])])
    const peak = peakMemory(shelf)
    if (peak === undefined) return
    console.log(`peak memory with long bodies: ${Math.round(peak / MB)} MB`)
    expect(peak).toBeLessThan(250 * MB)
  } finally {
    await shelf.stop()
  }
})

const each = (count: number, ask: (at: number) => Promise<number>) =>
  Promise.all(Array.from({ length: count }, (_, at) => ask(at)))

/** Logs datasets, one of them with a profile as long as it may be. */
const datasetsOf = (run_id: string, at: number) => {
  const rest = { digest: '1', source_type: 'local', source: '{}' }
  const long = { name: `long ${at}`, ...rest, profile: 'x'.repeat(16_000_000) }
  const others = Array.from({ length: 7 }, (_, i) => ({ name: `${at} ${i}`, ...rest, schema: 'x'.repeat(1_000_000) }))
  return JSON.stringify({ run_id, datasets: [long, ...others].map((dataset) => ({ dataset })) })
}

async function post(url: string, body: string): Promise<number> {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  await answer.body?.cancel()
  return answer.status
}

/** Leaves twenty answers unread at once. */
async function leaveUnread(url: string) {
  const answers = await Promise.all(Array.from({ length: 20 }, () => unread(url)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
  for (const answer of answers) answer.destroy()
}

/** Links, which are made sooner than files. A file may have some 65,000 of them. */
function fill(folder: string) {
  mkdirSync(folder, { recursive: true })
  const files = ['MLmodel', 'second'].map((name) => join(folder, name))
  for (const file of files) writeFileSync(file, 'flavors: {}\n')
  for (let i = files.length; i < FILES; i += 1) linkSync(files[i % 2]!, join(folder, `checkpoint of the step ${i}.bin`))
}

/** An answer of which nothing is read but its status. */
async function unread(url: string): Promise<IncomingMessage> {
  const asked = get(url, { agent: false })
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return answer.on('error', () => {})
}

/** Reads all runs as `mlflow.search_runs` does, and counts them without keeping any. */
async function readRuns(base: string, experiment: string, max_results: number) {
  const found = { runs: 0, bytes: 0 }
  for (let page_token = ''; ;) {
    const response = await fetch(`${base}api/2.0/mlflow/runs/search`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ experiment_ids: [experiment], max_results, page_token }),
    })
    expect(response.status).toBe(200)
    const text = await response.text()
    found.bytes += text.length
    const { runs, next_page_token = '' } = JSON.parse(text) as { runs: unknown[]; next_page_token?: string }
    found.runs += runs.length
    if (!next_page_token) return found
    page_token = next_page_token
  }
}
