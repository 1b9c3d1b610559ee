import { rmSync } from 'node:fs'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBoth } from '../../testing/heavy-reading.ts'
import { createModel } from '../store/registry/models.ts'
import { createRun } from '../store/runs/runs.ts'

// Few rows whose texts are long, or whose search compares many values of each, are read in the thread as many rows are.

const { data, db, readers, here, beside, threads } = openBoth()

beforeAll(async () => {
  db.get('PRAGMA synchronous = OFF')
  await db.write(() => {
    for (let n = 0; n < 300; n++) {
      const words = Array.from({ length: 600 }, (_, i) => `word${(n * 600 + i * 7919) % 40_000}`).join(' ')
      createModel(db, `model ${n}`, n === 7 ? 'A zebra' : '', [
        { key: 'long', value: words.slice(0, 4500) },
        { key: 'short', value: `é ${n}` },
      ])
      createRun(db, { experiment_id: '0', start_time: n })
    }
  })
})
afterAll(async () => {
  await readers.close()
  db.close()
  rmSync(data, { recursive: true })
})

const send = (app: Hono, path: string, body: unknown) =>
  app.request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const models = (filter: string) => (app: Hono) =>
  app.request(`/api/2.0/mlflow/registered-models/search?${new URLSearchParams({ filter })}`)
const find = (word: string) => (app: Hono) => send(app, '/modelshelf/find-models', { words: [word] })
const runs = (clauses: number) => (app: Hono) =>
  send(app, '/api/2.0/mlflow/runs/search', {
    experiment_ids: ['0'],
    filter: Array.from({ length: clauses }, (_, n) => `attributes.start_time != ${n}`).join(' AND '),
  })

type Ask = (app: Hono) => Response | Promise<Response>

test.each<[string, Ask]>([
  ['models by LIKE of a long tag', models("tags.long LIKE '%word1%word2%'")],
  ['models by ILIKE of a long tag', models("tags.long ILIKE '%Word39%'")],
  ['models by what many of their texts say', find('word')],
  ['models by a word with a typing mistake, among many words', find('wrod1234')],
  ['runs by many clauses', runs(100)],
])('reads %s in the thread, as it would itself', async (_, ask) => {
  const before = threads()
  const [mine, theirs] = await Promise.all([ask(here), ask(beside)])
  expect(theirs.status).toBe(200)
  expect(await theirs.text()).toBe(await mine.text())
  expect(threads()).toBe(before + 1)
})

test.each<[string, Ask]>([
  ['models by LIKE of a short tag', models("tags.short LIKE '%é%7%'")],
  ['models by ILIKE of their name', models("name ILIKE '%MODEL 7%'")],
  ['models by what few of their texts say', find('zebra')],
  ['runs by few clauses', runs(3)],
])('reads %s itself', async (_, ask) => {
  const before = threads()
  expect((await ask(beside)).status).toBe(200)
  expect(threads()).toBe(before)
})
