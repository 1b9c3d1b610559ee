import { afterAll, expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { fillMany } from '../../../testing/many-of-everything.ts'
import { openCounted } from '../../../testing/rows-read.ts'
import { searches } from '../../../testing/searches.ts'
import type { Db } from '../../db.ts'
import type { RunsAsked } from '../runs/search-runs.ts'
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
  ['runs', `run_id IN ('${'7'.padStart(32, '0')}')`],
  ['runs', `run_id = '${'7'.padStart(32, '0')}' AND metrics.one >= 0`, 'metrics.two'],
  ['models', ''],
  ['models', '', 'last_updated_timestamp DESC'],
  ['models', "name = 'model 000077'", 'last_updated_timestamp DESC'],
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
  ['versions', "run_id IN ('run 3', 'run 5')"],
  ['versions', "run_id = 'run 3' AND tags.rare = 'x'", 'creation_timestamp DESC'],
  ['versions', "source_path = 's3://bucket/77'"],
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
  ['loggedModels', "source_run_id = 'run 7'"],
  ['loggedModels', "source_run_id IN ('run 7', 'run 8')", 'metrics.one'],
  ['loggedModels', `model_id = 'm-${'7'.padStart(32, '0')}'`],
  ['experiments', "name = 'experiment 77'", 'last_update_time'],
])('%s: %s %s %s', (grammar, filter, order, summary) => {
  const rowsIn = ({ rowsOf }: typeof few) =>
    rowsOf((db) => searches[grammar](db, { filter, order_by: order ? [order] : [], ...(summary && { summary }) }))
  // Of 10,000 rows, 1,000 have the same team: a value that up to FEW rows have is looked up, and the rows that have it are sorted.
  const most = filter.includes('team-3') ? Math.max(1.5 * rowsIn(few), 6.5 * FEW) : 1.5 * rowsIn(few)
  expect(rowsIn(many)).toBeLessThanOrEqual(most)
})

/** The page far in to which the tokens of the pages before it lead, and that page by MLflow's own token, which tells how many rows are before. */
function far(grammar: Grammar, filter: string, order_by: string[], summary?: RunsAsked['summary']) {
  const asked = { filter, order_by, ...(summary && { summary }) }
  let token = ''
  for (let page = 0; page < FAR; page += 1)
    token = searches[grammar](many.db, { ...asked, page_token: token }).next_page_token!
  const { of: _, after: __, ...told } = JSON.parse(Buffer.from(token, 'base64').toString()) as Record<string, unknown>
  const byOffset = Buffer.from(JSON.stringify(told).replaceAll(/(?<=[:,])(?=["[\dn])/g, ' ')).toString('base64')
  return { asked, token, byOffset }
}

/** As many pages before it as fit into 9,900 rows, or half of those that a filter finds. */
const FAR = 40

// A page far in takes as much work as the first: it begins in an index after the row that its token names.
test.each<[Grammar, string, string?, RunsAsked['summary']?]>([
  ['runs', ''],
  ['runs', '', 'status'],
  ['runs', '', 'user_id DESC'],
  ['runs', '', 'run_name'],
  ['runs', '', 'end_time'],
  ['runs', '', 'metrics.own'],
  ['runs', '', 'metrics.one DESC'],
  ['runs', '', 'metrics.own DESC', 'min'],
  ['runs', '', 'metrics.rare'],
  ['runs', '', 'params.own DESC'],
  ['runs', '', 'tags.own'],
  ['runs', 'metrics.one < 500', 'metrics.one'],
  ['runs', 'metrics.one > 100', 'metrics.one'],
  ['runs', 'metrics.one < 900', 'metrics.one DESC'],
  ['runs', 'start_time < 9000'],
  ['models', ''],
  ['models', '', 'name DESC'],
  ['models', '', 'last_updated_timestamp DESC'],
  ['models', '', 'version'],
  ['models', '', 'version DESC'],
  ['versions', ''],
  ['versions', '', 'name'],
  ['versions', '', 'version_number'],
  ['versions', '', 'creation_timestamp DESC'],
  ['experiments', ''],
  ['experiments', '', 'name DESC'],
  ['experiments', '', 'last_update_time'],
  ['loggedModels', ''],
  ['loggedModels', '', 'name'],
  ['loggedModels', '', 'metrics.own'],
  ['loggedModels', '', 'metrics.rare'],
])('%s: %s %s %s, a page far in', (grammar, filter, order, summary) => {
  const { asked, token, byOffset } = far(grammar, filter, order ? [order] : [], summary)
  const search = (page_token: string) => (db: Db) => searches[grammar](db, { ...asked, page_token })
  const rows = many.rowsOf(search(token))
  expect(rows).toBeLessThanOrEqual(1.5 * many.rowsOf(search('')))
  expect(rows).toBeLessThan(many.rowsOf(search(byOffset)) / 1.5)
  expect(search(token)(many.db)).toEqual(search(byOffset)(many.db))
})
