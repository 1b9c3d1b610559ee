import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { call, host, note, port, post, send, server } from './shelf.ts'

// docs/robustness.md W01–W07: slow or many clients do not hold up others. `MODELSHELF_SOAK` adds the tests that take minutes.

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})
let run = ''
beforeAll(async () => {
  run = (await call('createRun', { experiment_id: '0' })).run.info.run_id
  await send('PUT', large, {
    body: 'x'.repeat(20_000_000),
    headers: { 'Content-Type': 'text/plain' },
    as: 'PUT of 20 MB',
  })
})
const large = '/api/2.0/mlflow-artifacts/artifacts/0/large'

function open(bytes = ''): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      if (bytes) socket.write(bytes)
      resolve(socket)
    })
    socket.on('error', reject)
    sockets.push(socket)
  })
}
const many = (count: number, bytes?: string) => Promise.all(Array.from({ length: count }, () => open(bytes)))

/** How long another user's requests take meanwhile: the best of three, since the machine may be busy too. */
async function expectPrompt() {
  const took: number[] = []
  for (let n = 0; n < 3; n++) {
    const start = performance.now()
    await call('searchModels', {})
    await call('setRunTag', { run_id: run, key: 'w', value: String(n) })
    took.push(performance.now() - start)
  }
  expect(Math.min(...took)).toBeLessThan(1500)
}
const head = (more = '') =>
  `POST /api/2.0/mlflow/registered-models/create HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${more}`

test('W01 80 half headers do not hold up others', async () => {
  await many(80, head())
  note('80 connections with half a header', 'others answered')
  await expectPrompt()
})
test('W02 100 idle connections do not hold up others', async () => {
  await many(100)
  note('100 connections that say nothing', 'others answered')
  await expectPrompt()
})
test('W03 80 half bodies do not hold up others', async () => {
  await many(80, head('Content-Length: 1000\r\n\r\n{"name":'))
  note('80 connections with half a body', 'others answered')
  await expectPrompt()
})
test('W04 40 readers that stop do not hold up others', async () => {
  for (const socket of await many(40, `GET ${large} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)) socket.pause()
  note('40 downloads of 20 MB that are not read', 'others answered')
  await expectPrompt()
})
test('W05 30 connections reset in the middle do not hold up others', async () => {
  for (const socket of await many(30, `GET ${large} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)) socket.resetAndDestroy()
  for (const socket of await many(30, head('Content-Length: 1000\r\n\r\n{"name":'))) socket.resetAndDestroy()
  note('60 connections reset', 'others answered')
  await expectPrompt()
})
test('W06 heavy searches in parallel do not hold up others', async () => {
  const { experiment_id } = await call('createExperiment', { name: 'w06' })
  addRuns(experiment_id, 10_000)
  const search = { order_by: ['metrics.m0', 'metrics.m1'], filter: "metrics.m2 != 7 AND attributes.status != 'FAILED'" }
  let answered = 0
  const heavy = async () => {
    for (let n = 0; n < 3; n++) {
      const asked = { experiment_ids: [experiment_id], ...search, max_results: 100 }
      const { status, text } = await post('runs/search', asked, 'runs/search, heavy')
      expect(status).toBe(200)
      expect((JSON.parse(text) as { runs: unknown[] }).runs).toHaveLength(100)
      answered += 1
    }
  }
  const load = Promise.all(Array.from({ length: 8 }, heavy))
  await expectPrompt()
  // Six requests of others, each of which would wait for all that were asked before it.
  expect(answered).toBeLessThan(12)
  await load
})

/** Writes runs as if they had been logged before: ten thousand requests would take longer than the test. */
function addRuns(experiment: string, count: number) {
  const database = new DatabaseSync(join(server.data, 'modelshelf.db'), { timeout: 5000 })
  database.exec(`BEGIN IMMEDIATE;
    CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n;
    INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
      SELECT printf('%032x', i), ${experiment}, 'run ' || i, 'u', 'FINISHED', i, 'mlflow-artifacts:/' FROM n;
    INSERT INTO latest_metrics (run_id, key, value, timestamp, step)
      SELECT printf('%032x', i), 'm' || m.value, i * 7919 % 1000, 0, 0 FROM n CROSS JOIN json_each('[0, 1, 2]') AS m;
    COMMIT`)
  database.close()
}

test.runIf(process.env['MODELSHELF_SOAK'])(
  'W07 closes requests stalled since the start within 120 s',
  { timeout: 150_000 },
  async () => {
    const stalled = [
      await open(head()),
      await open(head('Content-Length: 1000\r\n\r\n{"name":')),
      await open(head('Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n')),
      await open(`PUT ${large}2 HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\nhalf`),
    ]
    // Another one sends a byte now and then, forever.
    const drip = await open(head('Content-Length: 100000\r\n\r\n'))
    const dripping = setInterval(() => drip.writable && drip.write(' '), 5000)
    const start = performance.now()
    const closed = [...stalled, drip].map(
      (socket) => new Promise((resolve) => socket.resume().on('close', resolve).on('error', resolve)),
    )
    await Promise.all(closed)
    clearInterval(dripping)
    note('four stalled requests and one that drips', `closed after ${Math.round((performance.now() - start) / 1000)} s`)
    expect(performance.now() - start).toBeLessThan(120_000)
  },
)
