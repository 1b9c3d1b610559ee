import type { SQLInputValue } from 'node:sqlite'
import { expect, test } from 'vitest'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openDb } from '../../db.ts'
import { searchModels } from '../registry/search-registry.ts'
import { orderSql, whereSql } from './search-sql.ts'

const db = openDb(':memory:')

/** SQLite's plan of a search, one step a line. */
function plan(grammar: 'models' | 'versions', filter: string, order_by: string[]) {
  const from = grammar === 'models' ? 'registered_models AS m' : 'model_versions AS v'
  const where = whereSql(grammar, parseFilter(grammar, filter))
  const order = orderSql(grammar, parseOrderBy(grammar, order_by))
  const sql = `EXPLAIN QUERY PLAN SELECT * FROM ${from} WHERE ${where.sql} ORDER BY ${order.sql} LIMIT 101`
  return db.all<{ detail: string }>(sql, ...where.params, ...order.params).map(({ detail }) => detail)
}

test.each<['models' | 'versions', string, string[]]>([
  ['models', '', []],
  ['models', '', ['name DESC']],
  ['models', '', ['last_updated_timestamp DESC']],
  ['models', '', ['creation_timestamp DESC']],
  ['versions', '', []],
  ['versions', '', ['creation_timestamp DESC']],
  ['versions', "name = 'churn'", []],
  ['versions', "name = 'churn'", ['version_number DESC']],
  ['versions', "run_id = 'r'", ['last_updated_timestamp DESC']],
])('reads a page of %s where %j by %j from an index in its order', (grammar, filter, order_by) => {
  expect(plan(grammar, filter, order_by)).not.toContain('USE TEMP B-TREE FOR ORDER BY')
})

test.each([
  ['models', 'version'],
  ['models', 'version DESC'],
  ['versions', 'version_number'],
  ['versions', 'version_number DESC'],
] as const)('sorts nothing for a page of %s by %s, not even ties', (grammar, orderBy) => {
  expect(plan(grammar, '', [orderBy]).join('; ')).not.toMatch(/TEMP B-TREE FOR (ORDER BY|LAST)/)
})

test('reads no other tags of a model to find out whether a version is a prompt', () => {
  const tags = plan('versions', "name = 'churn'", []).filter((step) => step.startsWith('SEARCH p '))
  expect(tags).toEqual([
    'SEARCH p USING COVERING INDEX model_version_tags_by_value (key=? AND <expr>=?)', // once: whether there are prompts
    'SEARCH p USING COVERING INDEX model_version_tags_by_value (key=? AND <expr>=? AND name=?)',
  ])
})

test('reads the models with a tag from its index by name, and sorts nothing', () => {
  const plans: string[] = []
  const explaining = (sql: string, ...params: SQLInputValue[]) => {
    plans.push(
      db
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
        .map(({ detail }) => detail)
        .join('; '),
    )
    return []
  }
  searchModels({ ...db, lists: explaining }, { filter: "tags.team = 'red'" })
  expect(plans[0]).toMatch(
    /^SEARCH f USING COVERING INDEX registered_model_tags_by_value \(key=\? AND <expr>=\?\); SEARCH m /,
  )
  expect(plans[0]).not.toContain('USE TEMP B-TREE FOR ORDER BY')
})
