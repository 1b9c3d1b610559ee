import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillHidden, guesses, hiddenWord, missingWord } from '../../testing/hidden-values.ts'
import { searches } from '../../testing/searches.ts'
import { openDb } from '../db.ts'
import { openReadOnly, type SeenData, seenThrough, shownRows, type Viewer } from '../seen.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { FEW } from '../store/search/search-start.ts'

// A search for what hidden things have looks at as many rows as one for what nothing has, so that its time tells nothing. The
// times themselves: hidden-timing.test.ts, in `npm run soak`.

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(folder, 'modelshelf.db')
let seen: SeenData
let rows = 0
let viewer: Viewer
let experiments: ReturnType<typeof fillHidden>

beforeAll(async () => {
  const db = openDb(path)
  db.get('PRAGMA synchronous = OFF')
  await db.write(() => {
    experiments = fillHidden(db, { hidden: 50, shown: FEW + 50 })
    viewer = createAccount(db, { name: 'kim', role: 'reader' }, 'test')
  })
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

/** Puts a view in the place of each table, which counts the rows that a statement looks at. The index of words reads its own table. */
function countRows() {
  const sqlite = new DatabaseSync(path)
  sqlite.exec('PRAGMA legacy_alter_table = ON')
  for (const table of Object.keys(shownRows).filter((name) => !name.endsWith('_texts'))) {
    const ofKey = sqlite.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1')
    const key = String(ofKey.get(table)?.['name'] ?? 'rowid')
    sqlite.exec(`ALTER TABLE ${table} RENAME TO all_${table};
      CREATE VIEW ${table} AS SELECT t.* FROM all_${table} AS t WHERE counted(t.${key})`)
  }
  sqlite.close()
}

test.each(guesses)('$grammar: $what', ({ grammar, asked }) => {
  const rowsFor = (word: string, experiment_ids: string[]) => {
    rows = 0
    const found = searches[grammar](seen.by(viewer), { ...asked(word), experiment_ids })
    expect(JSON.stringify(found)).not.toContain(word)
    return rows
  }
  for (const asked of [[experiments.shown], Object.values(experiments)])
    expect(rowsFor(hiddenWord, asked)).toBe(rowsFor(missingWord, asked))
})
