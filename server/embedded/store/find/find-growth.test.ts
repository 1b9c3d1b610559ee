import { afterAll, expect, test } from 'vitest'
import { openCounted } from '../../../testing/rows-read.ts'
import type { Db } from '../../db.ts'
import { findModels } from './find-models.ts'

// Among 10,000 models, a page of what is found takes no more than reading each matching text once, and little more for each model on it.

const MANY = 10_000
const many = openCounted((db) => {
  const each = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY - 1})`
  const name = `printf('region-%05d', i)`
  db.run(
    `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) ${each} SELECT ${name}, i, i FROM n`,
  )
  const description = `'predicts the ' || iif(i % 7, 'supply', 'demand') || ' of each hour from weather and calendar, for zone ' || i`
  db.run(`UPDATE registered_models SET description = (${description.replaceAll(/\bi\b(?!f)/g, 'rowid')})`)
  for (const [kind, text] of [
    ['name', name],
    ['about', `'team: team-' || (i % 40)`],
    ['description', description],
    ['versions 1', `'first try, with holidays of ' || (i % 30)`],
    ['versions 2', `'trained again on week ' || (i % 52)`],
  ])
    db.run(`INSERT INTO model_texts (name, kind, text) ${each} SELECT ${name}, '${kind}', ${text} FROM n`)
  db.run('DELETE FROM stale_texts')
})
afterAll(() => many.close())

const find =
  (...words: string[]) =>
  (db: Db) =>
    findModels(db, { words, max_results: 100 })

test.each<[words: string[], total: number, texts: number]>([
  [['predicts'], MANY, MANY],
  [['region'], MANY, MANY],
  [['demand'], 1429, 1429],
  [['demnd'], 1429, 1429],
  [['region', 'predicts', 'team'], MANY, 3 * MANY],
  [['zone 77'], 111, 111],
  [['trained'], MANY, MANY],
  [['nowhere'], 0, 0],
])('finds %j with as many rows as have it, and ten for each model on the page', (words, total, texts) => {
  expect(find(...words)(many.db).total).toBe(total)
  expect(many.rowsOf(find(...words))).toBeLessThanOrEqual(texts + 10 * Math.min(100, total) + 20)
})

/** The least processor time of each, in µs: other work makes it longer, never shorter. They take turns, so that it falls on all. */
function cpuOf<W extends readonly (() => unknown)[]>(...works: W): { [K in keyof W]: number } {
  const rounds = Array.from({ length: 7 }, () =>
    works.map((work) => {
      const before = process.threadCpuUsage()
      work()
      const { user, system } = process.threadCpuUsage(before)
      return user + system
    }),
  )
  return works.map((_, at) => Math.min(...rounds.map((round) => round[at]!))) as { [K in keyof W]: number } // one of each
}

test.each([[['region', 'predicts']], [['e']]])(
  'finding %j takes less than three times as long as reading all texts for each word',
  (words) => {
    const [reading, finding] = cpuOf(
      () => many.db.lists('SELECT name, kind, text FROM model_texts'),
      () => find(...words)(many.db),
    )
    expect(finding / reading).toBeLessThan(3 * words.length)
  },
)

test.each([[['region', 'predicts', 'team']], [['demnd']], [['e']], [['nowhere']], [['again', 'holidays']]])(
  'the first page for %j takes at most 100 ms of the processor',
  (words) => {
    const [finding] = cpuOf(() => find(...words)(many.db))
    expect(finding).toBeLessThan(100_000)
  },
)
