import * as fc from 'fast-check'
import { brokenFilters, filters, type FilterSearch } from '../worlds/filter-arbitraries.ts'
import { count, type Ledger, unexplained } from './ledger.ts'
import { exchange, type Pair, requestOf } from './pair.ts'

const seed = 20_261_121
const numRuns = { valid: 60, invalid: 30 }

/** The rest of a search's input: only the rows of filter-world.ts, in a defined order. */
const rest: Record<FilterSearch, { input: Record<string, unknown>; scope?: string }> = {
  searchRuns: { input: { experiment_ids: ['{experiment0}'], max_results: 5 } },
  searchExperiments: { input: { max_results: 5, order_by: ['name'] }, scope: "name ILIKE 'w-%'" },
  searchModels: { input: { max_results: 5 }, scope: "name ILIKE 'w-%'" },
  searchVersions: { input: { max_results: 5, order_by: ['name', 'version_number'] }, scope: "name ILIKE 'w-%'" },
  searchLoggedModels: {
    input: { experiment_ids: ['{experiment1}'], max_results: 4, order_by: [{ field_name: 'name' }] },
  },
}

export const filterSearches = Object.keys(rest) as FilterSearch[] // the keys of the record above

/** Sends hundreds of valid and invalid filters of one search to both servers; returns unexplained differences. */
export async function runFilters(pair: Pair, ledger: Ledger, name: FilterSearch): Promise<string[]> {
  const problems: string[] = []
  const { input, scope } = rest[name]
  const sample = (kind: 'valid' | 'invalid') =>
    fc.sample(kind === 'valid' ? filters(name) : brokenFilters(name), { seed, numRuns: numRuns[kind] })
  for (const kind of ['valid', 'invalid'] as const)
    for (const filter of sample(kind)) {
      const whole = scope ? `${scope} AND ${filter}` : filter
      const found = await exchange(pair, requestOf(name, { ...input, filter: whole }))
      count(ledger, name, kind)
      problems.push(...unexplained(ledger, name, `filter ${whole}`, found))
    }
  return problems
}
