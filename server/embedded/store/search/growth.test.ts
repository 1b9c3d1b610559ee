import { afterAll, expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { fillMany } from '../../../testing/many-of-everything.ts'
import { openCounted } from '../../../testing/rows-read.ts'
import { searches } from '../../../testing/searches.ts'
import type { RunsAsked } from '../runs/search-runs.ts'
import { tokenFor } from './page-token.ts'
import { FEW } from './search-start.ts'

// The first page of a search takes as much work among many rows as among few: counts the rows that its statements look at.

/** With MODELSHELF_SOAK as many as a team has after years, which take ten seconds to write. */
const MANY = process.env['MODELSHELF_SOAK'] ? 100_000 : 10_000
const few = openCounted((db) => fillMany(db, 1000))
const many = openCounted((db) => fillMany(db, MANY))
afterAll(() => {
  few.close()
  many.close()
})

// Not in this list, because they read all rows: clauses that many rows fit each and few fit together.
test.each<[Grammar, string, string?, RunsAsked['summary']?]>([
  ['runs', ''],
  ['runs', '', 'run_name'],
  ['runs', '', 'metrics.own'],
  ['runs', '', 'metrics.one DESC'],
  ['runs', '', 'metrics.rare'],
  ['runs', '', 'metrics.absent DESC'],
  ['runs', '', 'params.own'],
  ['runs', '', 'tags.own DESC'],
  ['runs', '', 'metrics.own', 'min'],
  ['runs', '', 'metrics.one DESC', 'max'],
  ['runs', '', 'metrics.one', 'mean'],
  ['runs', '', 'metrics.rare DESC', 'min'],
  ['runs', 'metrics.one < 500', 'metrics.two DESC', 'max'],
  ['runs', "params.rare = 'x' AND metrics.one < 900", 'metrics.own', 'min'],
  ['runs', 'metrics.one < 500'],
  ['runs', 'metrics.one < 500', 'metrics.one'],
  ['runs', 'metrics.one < 500', 'metrics.one DESC'],
  ['runs', 'metrics.one >= 500', 'metrics.one'],
  ['runs', 'metrics.one != 0', 'metrics.one'],
  ['runs', 'metrics.own < 50', 'metrics.own'],
  ['runs', 'metrics.one < 500', 'metrics.two DESC'],
  ['runs', 'metrics.one < 500 AND metrics.two > 500'],
  ['runs', 'metrics.one < 500 AND metrics.two > 500', 'metrics.one DESC'],
  ['runs', 'metrics.rare > 0'],
  ['runs', "params.rare = 'x' AND metrics.one < 900"],
  ['runs', "metrics.one < 900 AND tags.rare = 'x'", 'metrics.two DESC'],
  ['runs', "metrics.one < 900 AND tags.team = 'team-3' AND params.own = 'own 7'", 'metrics.two DESC'],
  ['runs', "tags.rare LIKE '%x%'"],
  ['runs', "tags.absent ILIKE '%x%'"],
  ['runs', "tags.absent != 'x'"],
  ['runs', "params.absent = 'x'"],
  ['runs', 'params.rare IS NOT NULL'],
  ['runs', "tags.team = 'team-3'"],
  ['runs', "tags.team = 'team-3'", 'metrics.own DESC'],
  ['runs', "status = 'FAILED'"],
  ['runs', "run_name = 'run 77'"],
  ['runs', "user_id = 'user 7'"],
  ['models', ''],
  ['models', '', 'last_updated_timestamp DESC'],
  ['models', "name ILIKE '%7%'"],
  ['models', "tags.team = 'team-3'"],
  ['models', "tags.team = 'team-3'", 'last_updated_timestamp DESC'],
  ['models', "tags.rare = 'x'"],
  ['models', "tags.own = 'own 77'"],
  ['models', "tags.rare LIKE '%x%'"],
  ['models', "tags.absent = 'x'"],
  ['versions', ''],
  ['versions', "tags.team = 'team-3'"],
  ['versions', "tags.rare = 'x'", 'version_number'],
  ['versions', "tags.own = 'own 77'"],
  ['versions', "tags.absent = 'x'"],
  ['versions', "run_id = 'run 3'"],
  ['experiments', ''],
  ['experiments', "tags.team = 'team-3'"],
  ['experiments', "tags.rare = 'x'", 'name'],
  ['experiments', "tags.absent = 'x'"],
  ['loggedModels', ''],
  ['loggedModels', '', 'name'],
  ['loggedModels', 'metrics.one < 500'],
  ['loggedModels', 'metrics.own < 50', 'metrics.own'],
  ['loggedModels', '', 'metrics.own'],
  ['loggedModels', '', 'metrics.one'],
  ['loggedModels', '', 'metrics.rare'],
  ['loggedModels', '', 'metrics.absent'],
  ['loggedModels', 'metrics.one < 500', 'metrics.two'],
  ['loggedModels', 'metrics.rare > 0'],
  ['loggedModels', "metrics.own < 500 AND params.rare = 'x'"],
  ['loggedModels', "params.team = 'team-3'"],
  ['loggedModels', "tags.absent = 'x'"],
])('%s: %s %s %s', (grammar, filter, order, summary) => {
  const rowsIn = ({ rowsOf }: typeof few) =>
    rowsOf((db) => searches[grammar](db, { filter, order_by: order ? [order] : [], ...(summary && { summary }) }))
  // Of 10,000 rows, 1,000 have the same team: a value that up to FEW rows have is looked up, and the rows that have it are sorted.
  const most = filter.includes('team-3') ? Math.max(1.5 * rowsIn(few), 6.5 * FEW) : 1.5 * rowsIn(few)
  expect(rowsIn(many)).toBeLessThanOrEqual(most)
})

// Exceptions: a search reads the rows before its page too, because MLflow's page tokens hold an offset
// (docs/rest-contract.md §1.2). So a page far in costs what is before it, but not what is after it.
test.each<[Grammar, string, string?]>([
  ['runs', ''],
  ['runs', '', 'metrics.own'],
  ['runs', 'metrics.one < 500', 'metrics.one'],
  ['models', ''],
  ['models', '', 'last_updated_timestamp DESC'],
  ['versions', ''],
  ['experiments', ''],
])('%s: %s %s, from row 400 on', (grammar, filter, order) => {
  const rowsIn = ({ rowsOf }: typeof few) =>
    rowsOf((db) => searches[grammar](db, { filter, order_by: order ? [order] : [], page_token: tokenFor(400) }))
  expect(rowsIn(few)).toBeGreaterThan(0)
  expect(rowsIn(many)).toBeLessThanOrEqual(1.5 * rowsIn(few))
})
