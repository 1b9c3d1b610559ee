import { expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { grammars } from '#contract/filter/filter-grammars.ts'
import { everyGrammar } from '#contract/filter/testing-filters.ts'
import { type Db, openDb } from '../../db.ts'
import { searchExperiments } from '../experiments/search-experiments.ts'
import { searchLoggedModels } from '../logged-models/search-logged-models.ts'
import { searchRuns } from '../runs/search-runs.ts'
import { searchModels, searchVersions } from '../registry/search-registry.ts'
import { searchTables } from './search-tables.ts'

// SQLite's plan for a page of every search in every order, from the statements that the searches really run.

type Search = (db: Db, key: string, ascending: boolean) => unknown
const item = (key: string, ascending: boolean) => ({
  order_by: [`${key} ${ascending ? 'ASC' : 'DESC'}`],
  max_results: 100,
})
const searches: Record<Grammar, Search> = {
  experiments: (db, key, ascending) => searchExperiments(db, item(key, ascending)),
  runs: (db, key, ascending) => searchRuns(db, { experiment_ids: ['0'], ...item(key, ascending) }),
  models: (db, key, ascending) => searchModels(db, item(key, ascending)),
  versions: (db, key, ascending) => searchVersions(db, item(key, ascending)),
  loggedModels: (db, field_name, ascending) =>
    searchLoggedModels(db, { experiment_ids: ['0'], order_by: [{ field_name, ascending }], max_results: 100 }),
}

const db = openDb(':memory:')

/** The plan of the one statement by which a search reads its page. */
function planOf(search: (db: Db) => unknown, from = db): string {
  const plans: string[] = []
  const observe = (...[sql, ...params]: Parameters<Db['all']>) => {
    if (!/ORDER BY .* LIMIT \+\? OFFSET \?$/s.test(sql)) return
    const steps = from.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
    plans.push(steps.map(({ detail }) => detail).join('\n'))
  }
  const all: Db['all'] = (sql, ...params) => {
    observe(sql, ...params)
    return from.all(sql, ...params)
  }
  const lists: Db['lists'] = (sql, ...params) => {
    observe(sql, ...params)
    return from.lists(sql, ...params)
  }
  search({ ...from, all, lists })
  const [plan, ...others] = plans
  if (plan === undefined || others.length > 0) throw new Error(`The search read ${plans.length} pages`)
  return plan
}
// Sorting only among ties reads differently: FOR LAST 2 TERMS OF ORDER BY.
const isSorted = (plan: string) => plan.includes('USE TEMP B-TREE FOR ORDER BY')

const cases = everyGrammar.flatMap((grammar) =>
  [...new Set(grammars[grammar].order.values())].flatMap((key) =>
    ['ASC', 'DESC'].map((direction) => [grammar, key, direction] as const),
  ),
)

test.each(cases)('reads a page of %s by %s %s from an index, unless listed', (grammar, key, direction) => {
  const plan = planOf((observed) => searches[grammar](observed, key, direction === 'ASC'))
  expect(plan).toMatch(/^(SEARCH|SCAN) /)
  expect(isSorted(plan), plan).toBe(searchTables[grammar].sorted.includes(key))
})

test.each<[Grammar, string, string]>([
  ['experiments', 'creation_time', 'experiments_by_creation'],
  ['runs', 'start_time', 'runs_by_start'],
  ['models', 'last_updated_timestamp', 'registered_models_by_update'],
  ['versions', 'last_updated_timestamp', 'model_versions_by_update'],
  ['loggedModels', 'name', 'logged_models_by_name'],
])('a page of %s by %s is sorted without the index %s', (grammar, key, index) => {
  const without = openDb(':memory:')
  without.all(`DROP INDEX ${index}`)
  expect(isSorted(planOf((observed) => searches[grammar](observed, key, false), without))).toBe(true)
  without.close()
})
