import { afterAll, expect, test } from 'vitest'
import { openDb } from '../db.ts'
import { heavyReads } from './heavy-reads.ts'

const db = openDb(':memory:')
afterAll(() => db.close())

const isHeavy = () => [
  heavyReads.searchModels.isHeavy({}, db, db),
  heavyReads.searchVersions.isHeavy({ max_results: 100 }, db, db),
  heavyReads.searchVersions.isHeavy({ filter: "name = 'prompt 7'", max_results: 100 }, db, db),
]

const fill = (table: string, select: string, count: number) =>
  db.run(
    `INSERT INTO ${table} WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1}) SELECT ${select} FROM n`,
  )

test('a search passes over many prompts in a thread, however short its page', () => {
  fill('registered_models (name, creation_timestamp, last_updated_timestamp)', "'prompt ' || i, i, i", 2500)
  fill(
    'model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location)',
    "'prompt 7', i + 1, i, i, '', ''",
    2500,
  )
  expect(isHeavy()).toEqual([false, false, false])
  fill('registered_model_tags', "'prompt ' || i, 'mlflow.prompt.is_prompt', 'true'", 2500)
  expect(isHeavy()).toEqual([true, false, false])
  fill('model_version_tags', "'prompt 7', i + 1, 'mlflow.prompt.is_prompt', 'true'", 3)
  expect(isHeavy()).toEqual([true, true, true])
})
