import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { take } from '../carried-text.ts'
import { openDb } from '../db.ts'
import { createLoggedModel } from '../store/logged-models/logged-models.ts'
import { createModel } from '../store/registry/models.ts'
import { createRun } from '../store/runs/runs.ts'
import { partsOf } from './answer-parts.ts'
import type { HeavyName } from './heavy-reads.ts'

const db = openDb(':memory:')
db.all('BEGIN')
const run_id = createRun(db, { experiment_id: '0' }).info.run_id
const { model_id } = createLoggedModel(db, { experiment_id: '0' }).info
createModel(db, 'wide', '', [])
const insert = (into: string, count: number, select: string) =>
  db.run(
    `INSERT INTO ${into} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT ${select} FROM n`,
  )
const LONG = "printf('%05000d', i)"
insert('metrics (run_id, key, value, timestamp, step)', 9000, `'${run_id}', 'm', i, i, i`)
insert('params (run_id, key, value)', 200, `'${run_id}', i, ${LONG}`)
insert('logged_model_metrics (model_id, run_id, key, value, timestamp, step)', 9000, `'${model_id}', 'r', 'm', i, i, i`)
insert('registered_model_tags (name, key, value)', 100, `'wide', i, ${LONG}`)
insert('registered_models (name, creation_timestamp, last_updated_timestamp, description)', 500, `i, i, i, ${LONG}`)
insert('audit (time, actor, action, detail)', 3000, `i, 'ines', 'refused', json_object('why', printf('%0200d', i))`)
db.all('COMMIT')
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test.each<[HeavyName, object]>([
  ['getMetricHistory', { run_id, metric_key: 'm' }],
  ['getRun', { run_id }],
  ['getLoggedModel', { model_id }],
  ['getModel', { name: 'wide' }],
  ['searchModels', { max_results: 1000 }],
  ['exportAudit', { format: 'csv' }],
])('a %s whose client takes no more keeps no text in memory', (name, input) => {
  const opened: ReturnType<typeof partsOf>[] = []
  function open() {
    const parts = partsOf(name, input, () => db)
    for (let left = 60_000; left > 0;) left -= take(parts.next().value!).length // all of them are longer
    opened.push(parts)
  }
  const OPEN = 40
  open()
  collect()
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < OPEN; n++) open()
  collect()
  expect((process.memoryUsage().heapUsed - before) / OPEN).toBeLessThan(25_000)
  for (const parts of opened) parts.return()
})
