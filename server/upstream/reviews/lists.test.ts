import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Inbox } from '#contract/review-paths.ts'
import { openDb } from '../../embedded/db.ts'
import { record } from '../../embedded/store/reviews/log.ts'
import { type Behind, type Front, openBehind, openFront } from '../../testing/front.ts'

// The embedded backend stands for the MLflow server behind.
let behind: Behind
beforeAll(async () => {
  behind = await openBehind()
})
afterAll(() => behind.close())
afterEach(() => {
  behind.fault = undefined
  vi.restoreAllMocks()
})

let count = 0
async function newModel(): Promise<string> {
  const name = `asked ${++count}`
  await behind.call('createModel', { name })
  for (let at = 0; at < 2; at++) await behind.call('createVersion', { name, source: 's3://bucket/model' })
  return name
}

const ask = (front: Front, name: string, version = '1') =>
  front.as('ines')('createTransitionRequest', { name, version, stage: 'Staging' })
const inbox = async (front: Front) =>
  (await front.read<Inbox>('/modelshelf/requests')).requests.map(({ name, version }) => `${name} ${version}`)

test('the inbox reads no versions, and waits for nobody who is in a room', async () => {
  const front = openFront(behind)
  const name = await newModel()
  await ask(front, name)
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>()
  const { fetch } = behind.app
  vi.spyOn(behind.app, 'fetch').mockImplementation(async (request, ...more) => {
    if (request.url.endsWith('/transition-stage')) await held
    return fetch(request, ...more)
  })
  const moved = front.as('mira')('transitionStage', { name, version: '2', stage: 'Production' })
  await vi.waitFor(() => expect(behind.asked.at(-1)).toBe('POST model-versions/transition-stage'))
  behind.asked = []
  expect(await inbox(front)).toEqual([`${name} 1`])
  expect(behind.asked.filter((call) => call.startsWith('GET model'))).toEqual([])
  expect(behind.asked).toContain('GET registered-models/get')
  goOn()
  await moved
})

test('the inbox has a model looked at that was changed outside, and the next one shows it', async () => {
  const front = openFront(behind)
  const name = await newModel()
  await ask(front, name)
  await behind.call('transitionStage', { name, version: '1', stage: 'Staging', archive_existing_versions: false })
  await inbox(front)
  await vi.waitFor(async () => expect(await inbox(front)).toEqual([]))
})

test('the inbox waits for none of the models that were changed outside, of which eight are looked at at a time', async () => {
  const front = openFront(behind)
  const names: string[] = []
  for (let at = 0; at < 20; at++) {
    const name = await newModel()
    await ask(front, name)
    await behind.call('transitionStage', { name, version: '1', stage: 'Staging', archive_existing_versions: false })
    names.push(name)
  }
  let [looking, most, looks] = [0, 0, 0]
  const held = Promise.withResolvers<void>()
  const { fetch } = behind.app
  vi.spyOn(behind.app, 'fetch').mockImplementation(async (request, ...more) => {
    const isLook = request.url.includes('/model-versions/search')
    if (isLook) {
      looks++
      most = Math.max(most, ++looking)
      await held.promise
    }
    const answer = await fetch(request, ...more)
    if (isLook) looking--
    return answer
  })
  expect(await inbox(front)).toEqual(expect.arrayContaining(names.map((name) => `${name} 1`)))
  await vi.waitFor(() => expect(looking).toBe(8))
  expect(await inbox(front)).toHaveLength(20) // enough time for more looks
  held.resolve()
  await vi.waitFor(async () => expect(await inbox(front)).toEqual([]), { timeout: 10_000 })
  expect([most, looks]).toEqual([8, 20])
})

test('a request for a model that was deleted is not one for the next model of its name', async () => {
  const front = openFront(behind)
  const name = await newModel()
  await ask(front, name)
  await behind.call('deleteModel', { name })
  expect(await inbox(front)).toEqual([])
  await behind.call('createModel', { name })
  expect(await inbox(front)).toEqual([])
})

test('a long inbox is answered in turns', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const front = openFront(behind, { folder })
  const name = await newModel()
  await ask(front, name)
  const db = openDb(join(folder, 'mlflow.db'))
  const request = { kind: 'requested', version: '2', from_stage: 'None', to_stage: 'Production' } as const
  await db.write(() => {
    for (let at = 0; at < 3000; at++) record(db, name, `person ${at}`, request)
  })
  db.close()
  const pieces = await piecesOf(await front.get('/modelshelf/requests'))
  expect(pieces.length).toBeGreaterThan(3)
  expect((JSON.parse(Buffer.concat(pieces).toString()) as Inbox).requests).toHaveLength(3001)
  await front.close()
})

test('writes very many requests with long comments in turns', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const front = openFront(behind, { folder })
  const name = await newModel()
  await ask(front, name)
  const db = openDb(join(folder, 'mlflow.db'))
  await db.write(() => {
    db.run(`INSERT INTO review_events (log, number, time, user, version, data)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
      SELECT log, number + i, time, 'user ' || i, version, json_set(data, '$.comment', printf('%.*c', 10000, 'x'))
      FROM review_events, n WHERE data ->> '$.kind' = 'requested'`)
    db.run(`INSERT INTO open_requests (log, number, version, to_stage)
      SELECT log, number, version, 'Staging' FROM review_events WHERE user LIKE 'user %'`)
  })
  db.close()
  const path = `/ajax-api/2.0/mlflow/transition-requests/list?${new URLSearchParams({ name, version: '1' })}`
  const pieces = await piecesOf(await front.get(path))
  expect(pieces.length).toBeGreaterThan(1)
  expect((JSON.parse(Buffer.concat(pieces).toString()) as Partial<Inbox>).requests).toHaveLength(601)
  await front.close()
})

async function piecesOf({ body }: Response): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of body!) pieces.push(piece)
  return pieces
}
