import { afterAll, beforeAll, expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openDb } from '../../db.ts'
import { orderSql } from '../search/search-sql.ts'
import { findLoggedModels } from './search-logged-models.ts'

// More models than are sorted. A tenth lack the metric; the others have one to four points of it, some NaN, on two datasets, and of
// some models two points are equally late.
const MANY = 1500
const db = openDb(':memory:')
afterAll(() => db.close())
beforeAll(() =>
  db.write(() => {
    db.run(`INSERT INTO experiments VALUES (1, 'other', '', 'active', 1, 1)`)
    for (let at = 0; at < MANY; at += 1) {
      const id = `m-${((at * 7919) % MANY).toString(16).padStart(32, '0')}`
      db.run(
        `INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms, artifact_uri, status,
         model_type, source_run_id) VALUES (?, ?, 'm', ?, 1, '', 2, '', '')`,
        id,
        at % 50 === 7 ? 1 : 0,
        at % 300,
      )
      if (at % 10 === 0) continue
      for (let point = 0; point < 1 + (at % 4); point += 1)
        db.run(
          `INSERT INTO logged_model_metrics VALUES (?, ?, 'auc', ?, ?, ?, ?, ?, ?)`,
          id,
          `run ${point % 2}`,
          at % 8 === 2 ? 5 : (point * 3) % 4,
          at % 16 === 2 ? 1 : point,
          (at + point) % 40 === 3 ? 0 : ((at * 31 + point * 17) % 90) - 40,
          (at + point) % 40 === 3 ? 'NaN' : '',
          point % 2 === 0 ? 'train' : 'test',
          `digest ${point % 3}`,
        )
    }
  }),
)

test.each<[string, boolean, string?, string?]>([
  ['metrics.auc', true],
  ['metrics.auc', false],
  ['metrics.auc', false, 'test'],
  ['metrics.auc', true, 'train', 'digest 2'],
  ['metrics.auc', true, 'nowhere'],
  ['metrics.loss', false],
])(
  'the pages of the index walk make up the sorted list: %s, ascending: %s, of %s %s',
  async (key, ascending, ...named) => {
    const [dataset_name = '', dataset_digest = ''] = named
    const orders = [key, 'name'].map((field_name) => ({ field_name, ascending, dataset_name, dataset_digest }))
    const order = orderSql(
      'loggedModels',
      parseOrderBy('loggedModels', [key, 'name']).map((it) => ({ ...it, ascending })),
      { dataset_name, dataset_digest },
    )
    const sorted = db.lists<[string]>(
      `SELECT l.model_id FROM logged_models l WHERE l.experiment_id = 0 ORDER BY ${order.sql}`,
      ...order.params,
    )

    const walked: string[] = []
    const asked = { experiment_ids: ['0'], order_by: orders, max_results: 170 }
    for await (const { ids } of allPages((next) => findLoggedModels(db, { ...asked, ...next }))) walked.push(...ids)
    expect(walked).toEqual(sorted.map(([id]) => id))
    expect(walked.length).toBe(1470)
  },
)
