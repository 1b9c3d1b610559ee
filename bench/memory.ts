// What the server's process keeps and takes at most while it is read as heavily as it can be: `node bench/memory.ts [folder] [word]`, by
// hand, on Linux. Prints MB: at most, at its end and 10 s later. What it reads stays in the folder for the next run, if one is named. `word`: of the
// reads that 20 clients leave unread, or read slowly, only those with it in their path, and nothing else.
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '#contract/client.ts'
import { addPoints, addRuns, addWide, numbered } from '../testbed/many-runs.ts'
import { peakMemory } from '../testbed/peak-memory.ts'
import { type Server, startServer } from '../testbed/server.ts'

const RUNS = 50_000
const VERSIONS = 40_000
const FILES = 100_000

const LONG_KEY = 'k'.repeat(250)
const CLIENTS = 20

const [folder, word] = process.argv.slice(2)
const shelf = await startServer(folder)
try {
  const { reads, listings, others } = await seeded()
  await step('nothing', async () => {})
  if (word === undefined) await eachAlone(reads, listings)
  for (const path of [...reads, ...others, ...Object.values(listings)])
    if (path.includes(word ?? '')) {
      await step(`unread ${path}`, () => leftUnread(path), 2000)
      await step('  read slowly', () => readSlowly(path), 2000)
    }
} finally {
  await shelf.stop()
}

async function eachAlone(reads: readonly string[], listings: Record<string, string>): Promise<void> {
  await step('each heavy read', () => inTurn(reads, whole))
  await step('the same again', () => inTurn(reads, whole))
  for (const [name, listing] of Object.entries(listings)) await step(name, () => inTurn([listing, listing], whole))
  await step('five listings at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => inTurn(Object.values(listings), whole)))
  })
  await step('each heavy read, after all', () => inTurn(reads, whole))
}

/** Clients ask, wait and go. */
async function leftUnread(path: string): Promise<void> {
  const answers = await asked(path)
  await sleep(3000)
  for (const answer of answers) answer.destroy()
}

/** Clients take some of it at a time. */
async function readSlowly(path: string): Promise<void> {
  const answers = await asked(path)
  for (let turn = 0; turn < 40; turn += 1) {
    for (const answer of answers) answer.read()
    await sleep(100)
  }
  for (const answer of answers) answer.destroy()
}

async function asked(path: string): Promise<IncomingMessage[]> {
  const answers = await Promise.all(Array.from({ length: CLIENTS }, () => ask(path)))
  for (const answer of answers) if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} for ${path}`)
  return answers
}

/** Runs it and prints the peak meanwhile, and what is resident at once and after a rest of ten seconds, or less. */
async function step(name: string, work: () => Promise<unknown>, rest = 10_000): Promise<void> {
  writeFileSync(`/proc/${shelf.process.pid}/clear_refs`, '5') // forgets the peak
  await work()
  const [peak, now] = [peakMemory(shelf) ?? 0, resident(shelf)]
  await sleep(rest)
  console.log(
    name.slice(0, 60).padEnd(60),
    ...[peak, now, resident(shelf)].map((bytes) => String(Math.round(bytes / 1e6)).padStart(6)),
  )
}

function resident({ process: { pid } }: Server): number {
  return Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

async function inTurn(paths: readonly string[], read: (path: string) => Promise<void>): Promise<void> {
  for (const path of paths) await read(path)
}

async function whole(path: string): Promise<void> {
  const response = await ask(path)
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200 || !response.complete) throw new Error(`${response.statusCode} for ${path}`)
}

/** `path`, with a body after a space if there is one. */
async function ask(path: string): Promise<IncomingMessage> {
  const [address = '', body] = path.split(/ (.*)/)
  const headers = { 'Content-Type': 'application/json' }
  const sent = request(shelf.url + address, { agent: false, method: body ? 'POST' : 'GET', headers })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

/** What is there to read, written first unless `folder` has it from an earlier run. */
async function seeded(): ReturnType<typeof seed> {
  const known = join(shelf.data, 'seed.json')
  if (!existsSync(known)) writeFileSync(known, JSON.stringify(await seed(shelf)))
  return JSON.parse(readFileSync(known, 'utf8')) as Awaited<ReturnType<typeof seed>>
}

async function seed({ url, data }: Server) {
  const call = createClient(url, fetch)
  const file = join(data, 'modelshelf.db')
  const experiments: string[] = []
  for (const name of ['first', 'second']) experiments.push((await call('createExperiment', { name })).experiment_id)
  const wide = addWide(file, '0', { metrics: 150_000, params: 50_000 })
  const { run } = await call('createRun', { experiment_id: '0' })
  const { run_id } = run.info
  for (const name of ['many', 'long', 'files']) await call('createModel', { name })
  addRuns('ours', file, experiments[0]!, RUNS)
  addPoints(file, run_id, 200_000)
  addPoints(file, run_id, 20_000, LONG_KEY)
  const db = new DatabaseSync(file, { timeout: 60_000 })
  db.exec(`PRAGMA synchronous = OFF; BEGIN IMMEDIATE;
    CREATE TEMP TABLE second AS SELECT run_id, 'e' || substr(run_id, 2) AS id FROM runs WHERE experiment_id = ${experiments[0]};
    INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, end_time, artifact_uri)
      SELECT id, ${experiments[1]}, run_name, user_id, status, start_time, end_time, artifact_uri FROM runs JOIN second USING (run_id);
    INSERT INTO tags (run_id, key, value) SELECT id, key, value FROM tags JOIN second USING (run_id);
    INSERT INTO params (run_id, key, value) SELECT id, key, value FROM params JOIN second USING (run_id);
    INSERT INTO latest_metrics (run_id, key, value, timestamp, step)
      SELECT id, key, value, timestamp, step FROM latest_metrics JOIN second USING (run_id);
    INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, run_id)
      ${numbered(VERSIONS)} SELECT 'many', i + 1, i, i, 's3://bucket/' || i, 's3://bucket/' || i, '' FROM n;
    UPDATE registered_models SET last_version = ${VERSIONS}, newest_version = ${VERSIONS} WHERE name = 'many';
    INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, run_id)
      SELECT 'files', 1, 0, 0, artifact_uri, artifact_uri, run_id FROM runs WHERE run_id = '${run_id}';
    UPDATE registered_models SET last_version = 1, newest_version = 1 WHERE name = 'files';
    INSERT INTO registered_model_tags (name, key, value) ${numbered(3000)} SELECT 'long', 'tag ' || i, printf('%05000d', i) FROM n;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`)
  db.close()
  const below = `0/${run_id}/artifacts`
  const folder = join(data, 'artifacts', below)
  mkdirSync(folder, { recursive: true })
  for (let i = 0; i < FILES; i += 1) writeFileSync(join(folder, `checkpoint of the step ${i}.bin`), 'x')
  const api = 'api/2.0/mlflow/'
  const page = (path: string, max: number) => `${api}${path}/search?max_results=${max}`
  const bounds = `start_step=0&end_step=1000000&max_results=2500`
  const runs = (experiment = '', more = {}) =>
    `${api}runs/search ${JSON.stringify({ experiment_ids: [experiment], max_results: 50_000, ...more })}`
  return {
    reads: [
      runs(experiments[0]),
      runs(experiments[1]),
      runs(experiments[0], { order_by: ['metrics.metric_3 DESC'] }),
      runs(experiments[0], { filter: "params.param_3 LIKE '%1%'" }),
      `${api}runs/get?run_id=${wide.run}`,
      `${api}logged-models/${wide.model}`,
      `${api}metrics/get-history?run_id=${run_id}&metric_key=m`,
      `${api}metrics/get-history-bulk-interval?run_ids=${run_id}&metric_key=m&${bounds}`,
      page('model-versions', 10_000),
      `${api}registered-models/get?name=long`,
      page('registered-models', 1000),
    ],
    others: [
      `${api}metrics/get-history?run_id=${run_id}&metric_key=${LONG_KEY}`,
      `ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=${run_id}&metric_key=${LONG_KEY}`,
      `ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=${run_id}&metric_key=m`,
      `ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids=${run_id}&metric_key=${LONG_KEY}&${bounds}`,
      `modelshelf/evidence?name=files&version=1`,
      `modelshelf/which ${JSON.stringify({ run_id })}`,
    ],
    listings: {
      'listing by run': `${api}artifacts/list?run_id=${run_id}`,
      'listing by proxy': `api/2.0/mlflow-artifacts/artifacts?path=${below}`,
    },
  }
}
