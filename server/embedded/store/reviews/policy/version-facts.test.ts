import { afterAll, expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { openCounted } from '../../../../testing/rows-read.ts'
import { createVersion } from '../../registry/create-version.ts'
import { createModel } from '../../registry/models.ts'
import { createRun } from '../../runs/runs.ts'
import { factsFor, metricsFor } from './version-facts.ts'

// A rule names a few tags and metrics, of which a version and its run may have very many.

const MANY = 5000
let run = ''
const { db, rowsOf, close } = openCounted((db) => {
  const insert = (into: string, select: string) =>
    db.run(
      `INSERT INTO ${into} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY}) SELECT ${select} FROM n`,
    )
  run = createRun(db, { experiment_id: '0', start_time: 0 }).info.run_id
  createModel(db, 'tides', '| Owner | ines |')
  createVersion(db, { name: 'tides', source: 's3://bucket/1', run_id: run, description: 'High and low.' })
  insert('model_version_tags (name, version, key, value)', `'tides', 1, 'tag ' || i, i`)
  insert('latest_metrics (run_id, key, value, timestamp, step)', `'${run}', 'metric ' || i, i, 1, 1`)
})
afterAll(close)

const id = { name: 'tides', version: '1' }
const rule = {
  ...noRule('Production'),
  description: true,
  tags: [{ key: 'tag 7' }, { key: 'missing' }],
  metrics: [{ key: 'metric 9', at_least: 1 }],
}

test('looks only at the tags and metrics that rules name', () => {
  expect(factsFor(db, id, [rule])).toMatchObject({ hasDescription: true, tags: [{ key: 'tag 7', value: '7' }], run })
  expect(metricsFor(db, run, [rule])).toEqual(new Map([['metric 9', 9]]))
  expect(rowsOf((counted) => [factsFor(counted, id, [rule]), metricsFor(counted, run, [rule])])).toBeLessThan(30)
})

test('looks at nothing that no rule names', () => {
  const none = noRule('Production')
  expect(factsFor(db, id, [none])).toMatchObject({ tags: [], card: {} })
  expect(rowsOf((counted) => [factsFor(counted, id, [none]), metricsFor(counted, run, [none])])).toBeLessThan(5)
})
