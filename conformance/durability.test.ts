import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { createClient } from '#contract/client.ts'
import { type Server, startServer } from '../testbed/server.ts'

// docs/robustness.md K04–K06: every write acknowledged before a kill -9 is there afterwards, and a batch is there whole or not at all.

const ROUNDS = 50
const WRITERS = 8
/** How long a start of the server takes, in ms, on a machine that does little else. */
const QUICK_START = 500
/** After so many ms, on such a machine, a round hangs. */
const ROUND_MS = 60_000
const BATCH = 5

const data = mkdtempSync(join(tmpdir(), 'modelshelf-kill-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const client = ({ url }: Server) => createClient(url, (target, init) => fetch(target, init))
const acknowledged = { models: new Set<string>(), batches: new Set<string>(), approved: new Set<string>() }
let runId = ''

// Each round has a limit of its own, so that 50 of them take as long as the machine needs.
const noLimit = { timeout: Infinity }

test(
  `K04 K05 K06 ${ROUNDS} kill -9 at random moments of a write load lose no acknowledged write`,
  noLimit,
  async () => {
    const before = performance.now()
    await (await startServer(data)).stop()
    const slowness = Math.max(1, (performance.now() - before) / QUICK_START)
    for (let round = 0; round < ROUNDS; round++) await within(ROUND_MS * slowness, killed(round, slowness))
    const server = await startServer(data)
    await expectEverything(server)
    await server.stop()
    expect(acknowledged.models.size).toBeGreaterThan(ROUNDS)

    const db = new DatabaseSync(join(data, 'modelshelf.db'))
    expect(db.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }])
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    expectWholeDecisions(db)
    db.close()
  },
)

/** Starts the server, expects what was acknowledged, and kills it at a random moment of a load. */
async function killed(round: number, slowness: number) {
  const server = await startServer(data)
  await expectEverything(server)
  runId = (await client(server)('createRun', { experiment_id: '0' })).run.info.run_id
  acknowledged.batches.clear() // each round has its own run; earlier batches were checked with theirs
  const load = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(server, `${round}.${writer}`)))
  await delay((20 + Math.random() * 250) * slowness)
  await server.kill()
  await load
}

/** What `work` gives, or an error after `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const late = delay(ms, undefined, over).then(() => {
    throw new Error(`A round took more than ${ms} ms.`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    over.abort()
    late.catch(() => undefined)
  }
}

/** A version is where its log says, and its request is open until the version has moved: never half of an approval. */
function expectWholeDecisions(db: DatabaseSync) {
  const rows = db
    .prepare(
      `SELECT m.name, coalesce(v.current_stage, '-') AS stage,
         (SELECT count(*) FROM open_requests AS r WHERE r.log = m.review_log) AS open,
         (SELECT group_concat(e.data ->> '$.kind', ' ' ORDER BY e.number) FROM review_events AS e WHERE e.log = m.review_log) AS kinds
       FROM registered_models AS m LEFT JOIN model_versions AS v ON v.name = m.name`,
    )
    .all() as { name: string; stage: string; open: number; kinds: string }[]
  const states = new Set(rows.map(({ stage, open, kinds }) => `${kinds}: ${stage}, ${open} open`))
  const whole = 'created registered requested approved moved: Production, 0 open'
  const expected = [
    'created: -, 0 open',
    'created registered: None, 0 open',
    'created registered requested: None, 1 open',
  ]
  expect([...states].filter((state) => state !== whole && !expected.includes(state))).toEqual([])
  const approved = new Set(rows.filter(({ stage }) => stage === 'Production').map(({ name }) => name))
  expect([...acknowledged.approved].filter((name) => !approved.has(name))).toEqual([])
  expect(approved.size).toBeGreaterThan(0)
}

/** Writes until the server is gone, recording the writes answered with 200. */
async function write(server: Server, writer: string) {
  const call = client(server)
  const run = runId
  for (let n = 0; ; n++) {
    const id = `${writer}.${n}`
    try {
      await call('createModel', { name: `model ${id}` })
      acknowledged.models.add(`model ${id}`)
      const move = { name: `model ${id}`, version: '1', stage: 'Production' }
      await call('createVersion', { name: move.name, source: 's3://bucket/model' })
      await call('createTransitionRequest', move)
      await call('approveTransitionRequest', move)
      acknowledged.approved.add(move.name)
      const params = Array.from({ length: BATCH }, (_, index) => ({ key: `${id}/${index}`, value: String(index) }))
      await call('logBatch', { run_id: run, params })
      acknowledged.batches.add(id)
    } catch (error) {
      if (error instanceof Error && 'status' in error && error.status === 0) return // killed
      throw error
    }
  }
}

async function expectEverything(server: Server) {
  const call = client(server)
  const found = new Set<string>()
  for await (const page of allPages((next) => call('searchModels', { max_results: 1000, ...next })))
    for (const model of page.registered_models ?? []) found.add(model.name)
  expect([...acknowledged.models].filter((name) => !found.has(name))).toEqual([])

  if (!runId) return
  const { params = [] } = (await call('getRun', { run_id: runId })).run.data
  const sizes = new Map<string, number>()
  for (const { key } of params) {
    const id = key.slice(0, key.indexOf('/'))
    sizes.set(id, (sizes.get(id) ?? 0) + 1)
  }
  expect([...acknowledged.batches].filter((id) => sizes.get(id) !== BATCH)).toEqual([])
  expect([...sizes.values()].filter((size) => size !== BATCH)).toEqual([])
}
