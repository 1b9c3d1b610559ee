import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import {
  fillHidden,
  guesses,
  hiddenWord,
  missingWord,
  type SearchKind,
  shownWord,
} from '../../testing/hidden-values.ts'
import { searches } from '../../testing/searches.ts'
import { openDb } from '../db.ts'
import { openReadOnly, type SeenData, seenThrough, shownRows, type Viewer } from '../seen.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { findModels } from '../store/find/find-models.ts'
import { keepTexts, writeTexts } from '../store/find/model-texts.ts'
import { FEW } from '../store/search/search-start.ts'

// A search for what hidden things have looks at as many rows as one for what nothing has, so that its time tells nothing. The
// times themselves: hidden-timing.test.ts, in `npm run soak`.

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(folder, 'modelshelf.db')
let seen: SeenData
let rows = 0
let viewer: Viewer
let hiddenIds: Record<'runs' | 'loggedModels', string>
let experiments: ReturnType<typeof fillHidden>

beforeAll(async () => {
  const db = openDb(path)
  db.get('PRAGMA synchronous = OFF')
  keepTexts(db)
  await db.write(() => {
    experiments = fillHidden(db, { hidden: 50, shown: 50, runs: FEW + 50 })
    viewer = createAccount(db, { name: 'kim', role: 'reader' }, 'test')
  })
  await writeTexts(db)
  const idOf = (table: string, id: string) =>
    String(db.get(`SELECT ${id} AS id FROM ${table} WHERE experiment_id = ?`, experiments.hidden)?.['id'])
  hiddenIds = { runs: idOf('runs', 'run_id'), loggedModels: idOf('logged_models', 'model_id') }
  db.close()
  countRows()
  const sqlite = openReadOnly(path)
  sqlite.function('counted', (_key) => (rows += 1))
  seen = seenThrough(sqlite)
})
afterAll(() => {
  seen.close()
  rmSync(folder, { recursive: true })
})

/** Puts a view in the place of each table, which counts the rows that a statement looks at. */
function countRows() {
  const sqlite = new DatabaseSync(path)
  sqlite.exec('PRAGMA legacy_alter_table = ON')
  for (const table of Object.keys(shownRows)) {
    const ofKey = sqlite.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1')
    const key = String(ofKey.get(table)?.['name'] ?? 'rowid')
    sqlite.exec(`ALTER TABLE ${table} RENAME TO all_${table};
      CREATE VIEW ${table} AS SELECT t.* FROM all_${table} AS t WHERE counted(t.${key})`)
  }
  sqlite.close()
}

const searchOf: Record<SearchKind, (typeof searches)[Grammar]> = {
  ...searches,
  words: (db, { filter }) => findModels(db, { words: [filter] }),
}

const find = (who: Viewer, { kind, asked }: (typeof guesses)[number], word: string, experiment_ids: string[]) =>
  searchOf[kind](seen.by(who), { ...asked(word), experiment_ids })

test.each(guesses)('looks at as many rows for what is hidden as for what is missing: $kind: $what', (guess) => {
  const rowsFor = (word: string, experiment_ids: string[]) => {
    rows = 0
    expect(JSON.stringify(find(viewer, guess, word, experiment_ids))).not.toContain(word)
    return rows
  }
  for (const ids of [[experiments.shown], Object.values(experiments)])
    expect(rowsFor(hiddenWord, ids)).toBe(rowsFor(missingWord, ids))
})

test.each([
  ['runs', 'run_id'],
  ['loggedModels', 'model_id'],
] as const)('looks at as many %s for the first letters of a hidden id as for others', (kind, column) => {
  const rowsFor = (begin: string) => {
    rows = 0
    const search = { filter: `${column} LIKE '${begin}%'`, order_by: [], experiment_ids: Object.values(experiments) }
    expect(searches[kind](seen.by(viewer), search)).toEqual({})
    return rows
  }
  const begin = hiddenIds[kind].slice(0, 10)
  expect(rowsFor(begin)).toBe(rowsFor(begin.replace(/.$/, 'x')))
})

test.each(guesses)('finds of what is shown the same as an admin: $kind: $what', (guess) => {
  const found = [viewer, { id: 0, role: 'admin' } as const].map((who) =>
    find(who, guess, shownWord, [experiments.shown]),
  )
  expect(JSON.stringify(found[0])).toContain(shownWord)
  expect(found[0]).toEqual(found[1])
})
