import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { activitiesPath, stageHistoryPath } from '#contract/review-paths.ts'
import { createApp } from '../../app.ts'
import { openBoth } from '../../testing/heavy-reading.ts'
import { defaults } from '../../config/config.ts'
import { embedded } from '../backend.ts'
import { openSeen } from '../seen.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { audit } from '../store/accounts/audit.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { createToken } from '../store/accounts/tokens.ts'
import { createExperiment } from '../store/experiments/experiments.ts'
import { createLoggedModel } from '../store/logged-models/logged-models.ts'
import { logLoggedModelParams, setLoggedModelTags } from '../store/logged-models/logged-model-data.ts'
import { createModel } from '../store/registry/models.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { logBatch } from '../store/runs/run-logging.ts'
import { logInputs, logOutputs } from '../store/runs/run-models.ts'
import { tokenFor } from '../store/search/page-token.ts'
import { createRun } from '../store/runs/runs.ts'
import { type HeavyReaders, openHeavyReaders } from './heavy-readers.ts'

const { data, path, db, artifacts, readers, here, beside, threads } = openBoth()
const LONG_KEY = 'k'.repeat(250)
let run = ''
/** They logged much each: runs and logged models in an experiment of their own, and one of each. */
const wide = { experiment: '', run: '', model: '', profile: '' }

beforeAll(async () => {
  db.get('PRAGMA synchronous = OFF')
  await db.write(() => {
    createModel(db, 'versions', '', [])
    for (let i = 0; i < 2100; i++) {
      const { run_id } = createRun(db, { experiment_id: '0', run_name: `run ${i}`, start_time: i }).info
      logBatch(db, {
        run_id,
        metrics: [{ key: 'm', value: i % 7 === 0 ? NaN : i % 50, step: i, timestamp: 0 }],
        params: [{ key: 'p', value: `é ${i}` }],
        tags: [{ key: 'long', value: String(2n ** 60n) }],
      })
      createExperiment(db, { name: `experiment ${i}` }, [])
      createLoggedModel(db, { experiment_id: '0', name: `logged ${i}` })
      createModel(db, `model ${i}`, '', [])
      createVersion(db, { name: 'versions', source: `s3://bucket/${i}` })
      run = run_id
    }
    for (let from = 0; from < 6000; from += 1000)
      logBatch(db, {
        run_id: run,
        metrics: Array.from({ length: 1000 }, (_, i) => ({
          key: 'loss',
          value: i === 5 ? -0 : i,
          step: from + i,
          timestamp: 0,
        })),
      })
    wide.experiment = createExperiment(db, { name: 'wide' }, [])
    const metrics = Array.from({ length: 1000 }, (_, i) => ({ key: `m ${i}`, value: i, step: 0, timestamp: 0 }))
    for (let n = 0; n < 12; n++) {
      wide.run = createRun(db, { experiment_id: wide.experiment, start_time: n }).info.run_id
      const made = createLoggedModel(db, { experiment_id: wide.experiment, name: `wide ${n}` })
      wide.model = made.info.model_id
      for (let turn = 0; turn < (n < 11 ? 1 : 11); turn++) {
        const more = metrics.map((metric) => ({ ...metric, key: `${turn} ${metric.key}` }))
        logBatch(db, { run_id: wide.run, metrics: more })
        logBatch(db, { run_id: wide.run, metrics: more.map((metric) => ({ ...metric, model_id: wide.model })) })
      }
    }
    // More of each list than is read at a time, in another order than that of its key.
    const many = Array.from({ length: 120 }, (_, i) => ({ key: `é ${i % 10} ${i}`, value: '"'.repeat(i) }))
    for (const some of [many.slice(0, 60), many.slice(60)]) logBatch(db, { run_id: wide.run, params: some, tags: some })
    setLoggedModelTags(db, wide.model, many)
    logLoggedModelParams(db, wide.model, many)
    for (const [i, value] of [NaN, -0, 0, Infinity, 2, 2].entries())
      logBatch(db, {
        run_id: wide.run,
        metrics: Array.from({ length: 400 }, (_, step) => ({
          key: 'again',
          value,
          step: BigInt(step) + 2n ** 60n,
          timestamp: step % 3,
          model_id: wide.model,
          ...(i % 2 === 0 && { dataset_name: `data ${i}`, dataset_digest: '1' }),
        })),
      })
    const models = Array.from({ length: 3100 }, (_, i) => ({ model_id: `m-${i}`, step: -i % 7 }))
    logInputs(db, { run_id: wide.run, models })
    logOutputs(db, { run_id: wide.run, models })
    for (const digest of ['1', '2', '3']) {
      const dataset = { name: 'land', digest, source_type: 'local', source: '{}' }
      logInputs(db, { run_id: wide.run, datasets: [{ dataset, tags: [{ key: 'for', value: digest }] }] })
    }
    // Longer than a thread is needed for, each by its tags alone; one of them has aliases besides.
    const huge = createExperiment(db, { name: 'huge' }, [])
    createModel(db, 'huge', 'é', [])
    for (const stage of ['None', 'Staging', 'Production']) {
      const { version = '' } = createVersion(db, { name: 'huge', source: 's3://bucket/huge' })
      db.run("UPDATE model_versions SET current_stage = ? WHERE name = 'huge' AND version = ?", stage, version)
    }
    const long = (table: string, key: string) =>
      db.run(`INSERT INTO ${table} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 61)
        SELECT ${key}, 'é ' || (i % 10) || ' ' || i, printf('%020000d', i) FROM n`)
    long('experiment_tags', huge)
    long('registered_model_tags', "'huge'")
    for (const version of [1, 2]) long('model_version_tags', `'huge', ${version}`)
    db.run(
      "INSERT INTO aliases SELECT 'huge', 'alias-' || row_number() OVER (), 2 FROM registered_model_tags WHERE name = 'huge'",
    )
    // Texts of 20 kB each.
    for (const { experiment_id } of db.all<{ experiment_id: number }>('SELECT experiment_id FROM experiments LIMIT 60'))
      db.run("INSERT INTO experiment_tags VALUES (?, 'long', printf('%020000d', 1))", experiment_id)
    db.run(
      "INSERT INTO model_version_tags SELECT name, version, 'long', printf('%020000d', 1) FROM model_versions WHERE version <= 60",
    )
    db.run(
      "INSERT INTO registered_model_tags SELECT name, 'long', printf('%020000d', 1) FROM registered_models WHERE name LIKE 'model 1%' LIMIT 60",
    )
    wide.profile = createRun(db, { experiment_id: wide.experiment }).info.run_id
    const dataset = {
      name: 'sea',
      digest: '1',
      source_type: 'local',
      source: '{}',
      profile: `${'é'.repeat(300_000)}\0${'é😀'.repeat(300_000)}`,
    }
    logInputs(db, { run_id: wide.profile, datasets: [{ dataset }] })
    logInputs(db, { run_id: run, datasets: [{ dataset: { ...dataset, profile: '' } }] })
    db.run(
      `INSERT OR IGNORE INTO dataset_inputs SELECT r.run_id, d.dataset_id, '[{"key":"mlflow.data.context","value":"eval"}]'
       FROM runs AS r JOIN datasets AS d USING (experiment_id) WHERE experiment_id = 0`,
    )
    const moves = db.get<{ id: number }>('INSERT INTO review_logs DEFAULT VALUES RETURNING id')!
    db.run(`UPDATE registered_models SET review_log = ${moves.id} WHERE name = 'versions'`)
    db.run(
      `INSERT INTO review_events (log, number, time, user, version, data)
       SELECT ${moves.id}, 2 * version + i, version, 'é', version, json_object('kind', 'moved', 'version', CAST(version AS TEXT),
         'from_stage', iif(i, 'Production', 'None'), 'to_stage', iif(i, 'Archived', 'Production'))
       FROM model_versions CROSS JOIN (SELECT 0 AS i UNION ALL SELECT 1) WHERE name = 'versions'`,
    )
    db.run(
      `INSERT INTO review_events (log, number, time, user, version, data)
       SELECT log, 9000 + 2 * number + i, time, user, version, iif(i, json_object('kind', 'comment-deleted', 'version', data ->> '$.version',
         'of', 9000 + 2 * number), json_object('kind', 'commented', 'version', data ->> '$.version', 'comment', 'x'))
       FROM review_events CROSS JOIN (SELECT 0 AS i UNION ALL SELECT 1)`,
    )
    db.run(
      `INSERT INTO metrics (run_id, key, value, special, timestamp, step)
       SELECT run_id, ?, value, special, timestamp, step FROM metrics WHERE (run_id = ? AND key = 'loss') OR key = 'm'`,
      LONG_KEY,
      run,
    )
    // Around the end of the first piece: points that differ in nothing but their value or its kind.
    logBatch(db, {
      run_id: run,
      metrics: [NaN, 0, -0, 1, -1].map((value) => ({ key: 'loss', value, step: 3998, timestamp: 0 })),
    })
  })
}, 60_000)

afterAll(async () => {
  await readers.close()
  db.close()
  rmSync(data, { recursive: true })
})

const post = (app: Hono, path: string, body: unknown) => postOwn(app, `api/2.0/mlflow/${path}`, body)
const get = (app: Hono, path: string) => app.request(`/api/2.0/mlflow/${path}`)
const summariesOf = (run_ids: string[]) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ run_ids }),
})
const postOwn = (app: Hono, path: string, body: unknown) =>
  app.request(`/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const getOwn = (app: Hono, path: string) => app.request(`/${path}`)

/** The newest runs, one of which has thousands of points. */
const runIds = () => {
  const ids = db.lists<[string]>('SELECT run_id FROM runs WHERE experiment_id = 0 ORDER BY start_time DESC LIMIT 100')
  return ids.map(([id]) => `run_id=${id}`).join('&')
}

const huge = () => db.get<{ id: number }>("SELECT experiment_id AS id FROM experiments WHERE name = 'huge'")!.id

const [token, beyond] = [tokenFor({ offset: 500 }), tokenFor({ offset: 9000 })].map(encodeURIComponent)

const heavy: [string, (app: Hono) => Response | Promise<Response>][] = [
  ['all runs', (app) => post(app, 'runs/search', { experiment_ids: ['0'], max_results: 5000 })],
  [
    'runs by a metric',
    (app) =>
      post(app, 'runs/search', {
        experiment_ids: ['0'],
        filter: 'metrics.m < 40',
        order_by: ['metrics.m DESC'],
        max_results: 777,
      }),
  ],
  ['no run', (app) => post(app, 'runs/search', { experiment_ids: ['0'], filter: "attributes.run_name = 'absent'" })],
  ['a filter that is none', (app) => post(app, 'runs/search', { experiment_ids: ['0'], filter: 'metrics.m <' })],
  ['too long a page', (app) => post(app, 'runs/search', { experiment_ids: ['0'], max_results: 50_001 })],
  [
    'a short page of more experiments than are merged',
    (app) => post(app, 'runs/search', { experiment_ids: Array.from({ length: 31 }, (_, i) => `${i}`), max_results: 5 }),
  ],
  ['logged models', (app) => post(app, 'logged-models/search', { experiment_ids: ['0'], max_results: 1500 })],
  ['experiments', (app) => post(app, 'experiments/search', { max_results: 3000 })],
  ['models', (app) => get(app, "registered-models/search?filter=name LIKE '%25 209%25'")],
  ['versions', (app) => get(app, "model-versions/search?filter=name='versions'")],
  ['a metric', (app) => get(app, `metrics/get-history?run_id=${run}&metric_key=loss`)],
  ['a long page of a metric', (app) => get(app, `metrics/get-history?run_id=${run}&metric_key=loss&max_results=4500`)],
  ['all of it as one page', (app) => get(app, `metrics/get-history?run_id=${run}&metric_key=loss&max_results=6005`)],
  [
    'the page after',
    (app) => get(app, `metrics/get-history?run_id=${run}&metric_key=loss&max_results=4001&page_token=${token}`),
  ],
  [
    'a page beyond the end',
    (app) => get(app, `metrics/get-history?run_id=${run}&metric_key=loss&page_token=${beyond}`),
  ],
  [
    'a short page of wide runs',
    (app) => post(app, 'runs/search', { experiment_ids: [wide.experiment], max_results: 100 }),
  ],
  ['long points of runs', (app) => get(app, `metrics/get-history-bulk?${runIds()}&metric_key=${LONG_KEY}`)],
  ['some of them', (app) => get(app, `metrics/get-history-bulk?${runIds()}&metric_key=loss&max_results=4100`)],
  ['datasets', (app) => post(app, 'experiments/search-datasets', { experiment_ids: ['0'] })],
  ['a wide run', (app) => get(app, `runs/get?run_id=${wide.run}`)],
  ['a run with a long profile', (app) => get(app, `runs/get?run_id=${wide.profile}`)],
  [
    'a short page of wide models',
    (app) => post(app, 'logged-models/search', { experiment_ids: [wide.experiment], max_results: 50 }),
  ],
  ['stages', (app) => getOwn(app, `${stageHistoryPath}?name=versions`)],
  ['a stage', (app) => getOwn(app, `${stageHistoryPath}?name=versions&stage=archived`)],
  ['activities', (app) => getOwn(app, `${activitiesPath}?name=versions&version=7`)],
  ['summaries of metrics', (app) => app.request('/modelshelf/metric-summaries', summariesOf(wideRuns()))],
  ['a wide model', (app) => get(app, `logged-models/${wide.model}`)],
  ['a model with long tags', (app) => get(app, 'registered-models/get?name=huge')],
  ['a model of the workspace registry', (app) => get(app, 'databricks/registered-models/get?name=huge')],
  ['a short page of models', (app) => get(app, "registered-models/search?filter=name = 'huge'")],
  ['models found by a word', (app) => postOwn(app, 'modelshelf/find-models', { words: ['1'], max_results: 300 })],
  ['a model with long tags found by its name', (app) => postOwn(app, 'modelshelf/find-models', { words: ['huge'] })],
  ['no model found', (app) => postOwn(app, 'modelshelf/find-models', { words: ['absent'] })],
  ['a version with long tags', (app) => get(app, 'model-versions/get?name=huge&version=2')],
  ['a version by its alias', (app) => get(app, 'registered-models/alias?name=huge&alias=alias-7')],
  ['the newest versions', (app) => post(app, 'registered-models/get-latest-versions', { name: 'huge' })],
  [
    'the newest version of a stage',
    (app) => get(app, 'registered-models/get-latest-versions?name=huge&stages=staging'),
  ],
  ['a short page of versions', (app) => get(app, "model-versions/search?filter=name='huge'&max_results=10")],
  ['an experiment with long tags', (app) => get(app, `experiments/get?experiment_id=${huge()}`)],
  ['an experiment by its name', (app) => get(app, 'experiments/get-by-name?experiment_name=huge')],
  [
    'a short page of experiments',
    (app) => post(app, 'experiments/search', { filter: "name = 'huge'", max_results: 2 }),
  ],
  ['points', (app) => get(app, `metrics/get-history-bulk-interval?run_ids=${run}&metric_key=loss&max_results=100`)],
]

test.each(heavy)('answers %s in a thread as it would itself', async (_, ask) => {
  const before = threads()
  const [mine, theirs] = await Promise.all([ask(here), ask(beside)])
  expect(theirs.status).toBe(mine.status)
  expect(theirs.headers.get('content-type')).toBe(mine.headers.get('content-type'))
  expect(await theirs.text()).toBe(await mine.text())
  expect(threads()).toBe(before + 1)
})

test('answers what is short at once, without a thread', async () => {
  const before = threads()
  await post(beside, 'runs/search', { experiment_ids: ['0'], max_results: 100 })
  await post(beside, 'runs/search', { experiment_ids: ['0', '1'], run_view_type: 'ALL', max_results: 5 })
  await post(beside, 'experiments/search', { view_type: 'DELETED_ONLY', max_results: 5 })
  await get(beside, "model-versions/search?filter=name='model 7'")
  await get(beside, `metrics/get-history?run_id=${run}&metric_key=m`)
  await get(beside, `metrics/get-history?run_id=${run}&metric_key=loss&max_results=2000`)
  await post(beside, 'logged-models/search', { experiment_ids: ['0'], max_results: 50 })
  await get(beside, `runs/get?run_id=${run}`)
  // What few rows have, however long the page may be.
  for (const filter of ["params.p = 'é 7'", "params.p = 'absent' AND metrics.m < 40", 'metrics.m = 3'])
    await post(beside, 'runs/search', { experiment_ids: ['0'], filter, order_by: ['metrics.m'], max_results: 50_000 })
  // What the first values of an index tell.
  await get(beside, 'registered-models/search?order_by=last_updated_timestamp ASC')
  const byMetric = { experiment_ids: ['0'], filter: 'metrics.m < 40', order_by: ['metrics.m DESC'], max_results: 100 }
  const [mine, theirs] = await Promise.all([here, beside].map((app) => post(app, 'runs/search', byMetric)))
  expect(await theirs!.text()).toBe(await mine!.text())
  for (const more of ['', '&order_by=name DESC', '&max_results=7']) {
    const path = `registered-models/search?filter=name ILIKE '%257%25'${more}`
    expect(await (await get(beside, path)).text()).toBe(await (await get(here, path)).text())
  }
  await get(beside, "model-versions/search?filter=tags.absent = '1'")
  await get(beside, "registered-models/search?filter=tags.absent = '1'")
  await post(beside, 'logged-models/search', { experiment_ids: ['0'], filter: 'metrics.absent < 1' })
  await post(beside, 'experiments/search', { filter: "tags.absent = '1'", max_results: 3000 })
  await post(beside, 'experiments/search-datasets', { experiment_ids: [wide.experiment] })
  for (const path of [stageHistoryPath, activitiesPath]) await getOwn(beside, `${path}?name=model 7`)
  await beside.request('/modelshelf/metric-summaries', summariesOf([run]))
  expect(threads()).toBe(before)
})

test('a heavy read ends once nobody waits for it', async () => {
  const before = threads()
  const leaving = new AbortController()
  const paths = ['ajax-api/2.0/mlflow/model-versions/search?max_results=5000', `${stageHistoryPath}?name=versions`]
  const { signal } = leaving
  const answers = Promise.all(paths.map(async (path) => (await beside.request(`/${path}`, { signal })).json()))
  while (threads() < before + paths.length) await new Promise(setImmediate)
  leaving.abort()
  for (const answer of await answers)
    expect(answer).toMatchObject({ message: expect.stringContaining('Nobody waits') as string })
})

test('reads thousands of points without a thread, and lets others be answered between them', async () => {
  const threadless = openHeavyReaders(join(data, 'nothing.db'), db, { accounts: false })
  let [turns, isReading] = [0, true]
  const count = () => {
    turns += 1
    if (isReading) setImmediate(count)
  }
  setImmediate(count)
  const asked = { run_id: run, metric_key: 'loss' }
  const answer = await threadless.read('getMetricHistory', asked, undefined)
  isReading = false
  expect(turns).toBeGreaterThanOrEqual(3)
  expect(await answer?.text()).toBe(await (await get(here, `metrics/get-history?${new URLSearchParams(asked)}`)).text())
  const gone = threadless.read('getMetricHistory', asked, { id: 12345, role: 'reader' })
  await expect(gone).rejects.toThrow('Your role or account has changed meanwhile.')
  await threadless.close()
})

test('sends thousands of long points in pieces, without a thread, while the client takes them', async () => {
  const threadless = openHeavyReaders(join(data, 'nothing.db'), db, { accounts: false, mostOpen: 1 })
  const asked = { run_id: run, metric_key: LONG_KEY }
  const ask = async () => (await threadless.read('getMetricHistory', asked, undefined))!
  const text = await (await get(here, `metrics/get-history?${new URLSearchParams(asked)}`)).text()
  const lengths = await lengthsOf(await ask())
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(Buffer.byteLength(text))
  expect(lengths[0]).toBeLessThan(1_000_000)
  expect(lengths.length).toBeGreaterThan(5)
  expect(lengths.slice(1).filter((length) => length > 200_000)).toEqual([])
  const answer = await ask()
  await expect(ask()).rejects.toThrow('Too many long answers')
  expect(await answer.text()).toBe(text)
  await threadless.close()
})

test('reads what was written before', async () => {
  const call: Call = createClient('http://localhost/', async (url, init) => beside.request(url, init))
  for (let i = 0; i < 20; i++) {
    const { run: made } = await call('createRun', { experiment_id: '0', run_name: `written ${i}` })
    const { runs = [] } = await call('searchRuns', {
      experiment_ids: ['0'],
      filter: `attributes.run_name = 'written ${i}'`,
    })
    expect(runs.map(({ info }) => info.run_id)).toEqual([made.info.run_id])
  }
})

test('answers a short read while a long one is under way', async () => {
  const order: string[] = []
  const long = post(beside, 'runs/search', { experiment_ids: ['0'], max_results: 5000 })
  const short = get(beside, 'registered-models/get?name=model 7')
  await Promise.all([
    Promise.resolve(long)
      .then((answer) => answer.text())
      .then(() => order.push('long')),
    Promise.resolve(short)
      .then((answer) => answer.text())
      .then(() => order.push('short')),
  ])
  expect(order).toEqual(['short', 'long'])
})

const wideRuns = () => db.lists<[string]>('SELECT run_id FROM runs WHERE experiment_id = ?', wide.experiment).flat()

const lengthsOf = async ({ body }: Response) => {
  const lengths: number[] = []
  for await (const { length } of body!) lengths.push(length)
  return lengths
}
const isLong = (length: number) => length > 400_000

test('sends long answers in short pieces, however much runs and models logged', async () => {
  const wideOnes = { experiment_ids: [wide.experiment], filter: "attributes.status != 'FAILED'" }
  const answers = [
    await allRuns(),
    await post(beside, 'logged-models/search', { experiment_ids: [wide.experiment] }),
    await get(beside, `runs/get?run_id=${wide.run}`),
    await get(beside, `logged-models/${wide.model}`),
    await get(beside, "model-versions/search?filter=name='versions'"),
    await post(beside, 'experiments/search', { max_results: 3000 }),
    await get(beside, "registered-models/search?max_results=1000&filter=name LIKE 'model%25'"),
    await beside.request('/modelshelf/metric-summaries', summariesOf(wideRuns())),
    await postOwn(beside, 'modelshelf/find-models', { words: ['huge'] }),
  ]
  for (const answer of answers) {
    const lengths = await lengthsOf(answer)
    expect(lengths.length).toBeGreaterThan(5)
    expect(lengths.filter(isLong)).toEqual([])
  }
  // One of them used a dataset whose profile alone would be longer.
  const runs = await lengthsOf(await post(beside, 'runs/search', wideOnes))
  expect(runs.filter(isLong)).toEqual([])
})

test('keeps no piece of an answer that was sent', async () => {
  const reader = (await allRuns()).body!.getReader()
  const sent: WeakRef<Uint8Array>[] = []
  for (let piece = await reader.read(); sent.length < 10; piece = await reader.read())
    sent.push(new WeakRef(piece.value!))
  setFlagsFromString('--expose-gc')
  await new Promise(setImmediate) // what this turn has read is kept until it ends
  runInNewContext('gc')()
  // The runtime may keep the last one.
  expect(sent.filter((piece) => piece.deref()).length).toBeLessThan(3)
  await reader.cancel()
})

test('answers others while clients leave their answers unread, and when they go away', async () => {
  const unread = await Promise.all(Array.from({ length: 80 }, allRuns))
  expect(await countOf(await allRuns())).toBeGreaterThan(2000)
  await Promise.all(unread.map((answer) => answer.body?.cancel()))
  expect(await countOf(await allRuns())).toBeGreaterThan(2000)
})

test('breaks off the answer that was left unread longest, rather than refuse another', async () => {
  const few = openHeavyReaders(path, db, { accounts: false, mostOpen: 3, unreadMs: 0 })
  const ask = async () => (await few.read('searchRuns', { experiment_ids: ['0'], max_results: 5000 }, undefined))!
  const unread = [await ask(), await ask(), await ask()]
  const another = await vi.waitFor(ask)
  expect(await countOf(another)).toBeGreaterThan(2000)
  await expect(unread[0]!.text()).rejects.toThrow('left unread')
  for (const answer of unread.slice(1)) expect(await countOf(answer)).toBeGreaterThan(2000)
  await few.close()
  const patient = openHeavyReaders(path, db, { accounts: false, mostOpen: 1 })
  const asked = () => patient.read('searchRuns', { experiment_ids: ['0'], max_results: 5000 }, undefined)
  const first = await asked()
  await expect(asked()).rejects.toThrow('Too many long answers')
  await first?.body?.cancel()
  await patient.close()
})

test('lets nobody keep the answers of others away', async () => {
  const role = 'admin'
  const [one, other] = await db.write(() =>
    ['one', 'other'].map((name) => ({ id: createAccount(db, { name, role }, 'test').id, role }) as const),
  )
  const few = openHeavyReaders(path, db, { accounts: true, each: 1 })
  const ask = (viewer = one) => few.read('searchRuns', { experiment_ids: ['0'], max_results: 5000 }, viewer)!
  const unread = await ask()
  await expect(ask()).rejects.toThrow('Too many long answers')
  expect(await countOf(await ask(other))).toBeGreaterThan(2000)
  await unread.body?.cancel()
  await few.close()
})

test('ends the read of an answer whose body nobody wants, as that of HEAD', async () => {
  const one = openHeavyReaders(path, db, { accounts: false, mostOpen: 1 })
  const app = createApp({ backend: embedded({ ...defaults, db, artifacts, readers: one }) })
  const models = "/api/2.0/mlflow/registered-models/search?max_results=1000&filter=name LIKE 'model%25'"
  const asked = await app.request(models, { method: 'HEAD' })
  expect([asked.status, asked.headers.get('Content-Type'), await asked.text()]).toEqual([200, 'application/json', ''])
  const answer = await vi.waitFor(async () => {
    const next = await app.request(models)
    expect(next.status).toBe(200)
    return next
  })
  expect(answer.body).not.toBeNull()
  await answer.text()
  await one.close()
})

test('shows each account only what it may read', async () => {
  const accounts = await db.write(() => {
    const [reader, admin] = (['reader', 'admin'] as const).map((role) =>
      createAccount(db, { name: role, role }, 'test'),
    )
    setLevel(db, { kind: 'experiment', id: 0 }, { holder: 'everybody' }, levels.none, 'test')
    return { reader: reader!, admin: admin! }
  })
  const seen = openHeavyReaders(path, db, { accounts: true })
  const search = { experiment_ids: ['0'], max_results: 5000 }
  const ask = (role: 'reader' | 'admin') => seen.read('searchRuns', search, { id: accounts[role].id, role })
  expect(await (await ask('reader'))?.text()).toBe('{}')
  expect(await countOf((await ask('admin'))!)).toBeGreaterThan(2000)
  await expect(seen.read('searchRuns', search, undefined)).rejects.toThrow('See its log')
  const viewer = { id: accounts.reader.id, role: 'reader' as const }
  const long = await seen.read('getRun', { run_id: wide.run }, viewer, { isHeavy: true })
  const pieces = long!.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await pieces.read()).value).toMatch(/^{"run":/)
  await db.write(() =>
    setLevel(db, { kind: 'experiment', id: Number(wide.experiment) }, { holder: 'everybody' }, levels.none, 'test'),
  )
  // What was read before may still come. Then the answer breaks off: what lacks the rest must not look whole.
  const rest = async () => {
    while (!(await pieces.read()).done) continue
  }
  await expect(rest()).rejects.toThrow(`Run with id=${wide.run} not found`)
  await seen.close()
})

test('reads the audit log and long lists of accounts in a thread, as it would itself', async () => {
  const token = await db.write(() => {
    for (let n = 0; n < 2400; n++) audit(db, `é ${n % 7}`, n % 3 === 0 ? 'signed-in' : 'refused', { name: `=${n}` })
    createAccount(db, { name: 'auditor', role: 'admin' }, 'test')
    const numbers = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)'
    db.run("INSERT INTO groups (id, name) VALUES (1, 'é'), (2, 'nobody')")
    for (const insert of [
      "accounts (name, folded, kind, role, created) SELECT 'É' || i, 'é' || i, 'service', 'reader', i",
      "group_members (group_id, account_id) SELECT 1, (SELECT id FROM accounts WHERE folded = 'é' || i)",
      "tokens (hash, account_id, name, scope, created, expires) SELECT CAST(i AS BLOB), (SELECT id FROM accounts WHERE name = 'É7'), i, 'read', i, i",
    ])
      db.run(`INSERT INTO ${insert.replace('SELECT', `${numbers} SELECT`)} FROM n`)
    db.run(
      "INSERT INTO model_levels SELECT 'versions', 'account', id, 1 + id % 5, 0 FROM accounts WHERE kind = 'service'",
    )
    db.run(`INSERT INTO model_levels SELECT name, 'account', (SELECT id FROM accounts WHERE name = 'auditor'), 1 + 4 * (rowid % 2), 0
      FROM registered_models WHERE name LIKE 'model %'`)
    return createToken(db, 'auditor', { name: 'all', scope: 'all', days: 1 }, 'test')
  })
  const seen = openSeen(path)
  const [asked, inThread] = [openHeavyReaders(path, db, { accounts: true }), [] as string[]]
  const noted: HeavyReaders = {
    ...asked,
    read(name, ...more) {
      const answer = asked.read(name, ...more)
      if (answer) inThread.push(name)
      return answer
    },
  }
  const accounts = { seen, cookie: { name: 'session', path: '/', isSecure: () => false }, addressOf: () => '192.0.2.1' }
  const [alone, beside] = [undefined, noted].map((readers) =>
    createApp({ backend: embedded({ ...defaults, db, artifacts, readers }, accounts) }),
  )
  const answerOf = async (app: Hono | undefined, query: string) => {
    const path = query.startsWith('/') ? query : `/modelshelf/${query}`
    const answer = await app!.request(path, { headers: { Authorization: `Bearer ${token}` } })
    return { headers: Object.fromEntries(answer.headers), text: await answer.text() }
  }
  const found = ['', '?format=jsonl', '?account=%C3%A9+5', '?format=jsonl&account=nobody'].map(
    (query) => `audit/export${query}`,
  )
  const [{ id } = {}] = db.all("SELECT review_log AS id FROM registered_models WHERE name = 'versions'")
  const lists = [
    'people',
    'groups',
    'people/tokens?account=%C3%A97',
    '/api/2.0/mlflow/users/list',
    '/api/2.0/mlflow/users/get?username=auditor',
    '/api/3.0/mlflow/users/permissions/list?username=auditor',
    '/api/3.0/mlflow/users/current/permissions',
    `/api/2.0/permissions/registered-models/${String(id)}`,
  ]
  for (const query of [...found, 'audit?account=%C3%A9+5&action=refused', 'audit?account=nobody', ...lists])
    expect([query, await answerOf(beside, query)]).toEqual([query, await answerOf(alone, query)])
  expect(inThread).toEqual([
    ...found.map(() => 'exportAudit'),
    'listAudit',
    'listAudit',
    'listPeople',
    'listGroups',
    'listServiceTokens',
    'listUsers',
    'getUser',
    'listUserPermissions',
    'listOwnPermissions',
    'getWorkspacePermissions',
  ])
  await answerOf(beside, 'audit') // the newest entries of all
  expect(inThread).toHaveLength(14)
  await noted.close()
  seen.close()
})

test('says that the server is shutting down to who is still waiting', async () => {
  const closing = openHeavyReaders(path, db, { accounts: false })
  const reading = closing.read('searchRuns', { experiment_ids: ['0'], max_results: 5000 }, undefined)
  const refused = expect(reading).rejects.toThrow('The server is shutting down.')
  await closing.close()
  await refused
})

const allRuns = async () => post(beside, 'runs/search', { experiment_ids: ['0'], max_results: 5000 })
const countOf = async (answer: Response) => ((await answer.json()) as { runs: unknown[] }).runs.length
