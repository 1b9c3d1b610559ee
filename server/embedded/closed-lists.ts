import type { DatabaseSync } from 'node:sqlite'
import { commits, type Db } from './db.ts'

/** The things closed to one account: to it, or to everybody while it has no level, its own or a group's. */
const closedTo = (levels: string, key: string) => `
  SELECT c.${key}, ?1 AS viewer FROM main.${levels} AS c
  WHERE c.holder = 'everybody' AND c.holder_id = 0 AND c.level = 0 AND NOT EXISTS (
    SELECT 1 FROM main.${levels} AS l WHERE l.${key} = c.${key} AND l.level > 0 AND (
      (l.holder = 'account' AND l.holder_id = ?1) OR
      (l.holder = 'group' AND l.holder_id IN (SELECT group_id FROM main.group_members WHERE account_id = ?1))))
  UNION
  SELECT c.${key}, ?1 FROM main.${levels} AS c WHERE c.holder = 'account' AND c.holder_id = ?1 AND c.level = 0`

/** Rows that the lists of all accounts may have together before they are made anew. */
const MOST_CLOSED = 200_000

export type ClosedLists = {
  /** Sees to it that the lists of an account are true. */
  makeTrue(account: number): void
  /** Says that this is the revision of levels now, so that it need not be read again before something else can commit. */
  know(revision: number): void
}

/**
 * Makes the tables of what is closed to whom (seen.ts). They hold lists of one revision of the levels, because a change of one level makes
 * the lists of all accounts old. Whose there are is a table as well: where SQLite rolls back a transaction, it takes back both.
 */
export function closedLists(sqlite: DatabaseSync, { get, run }: Pick<Db, 'get' | 'run'>): ClosedLists {
  sqlite.exec(`CREATE TEMP TABLE closed_models (name TEXT, viewer INTEGER, PRIMARY KEY (name, viewer)) WITHOUT ROWID;
    CREATE TEMP TABLE closed_experiments (experiment_id INTEGER, viewer INTEGER, PRIMARY KEY (experiment_id, viewer))
      WITHOUT ROWID;
    CREATE TEMP TABLE closed_lists (viewer INTEGER PRIMARY KEY, revision INTEGER, models INTEGER, experiments INTEGER);`)
  // What says that a list is true goes first: if the rest fails, an empty list must not pass for one.
  const tables = ['closed_lists', 'closed_models', 'closed_experiments']
  /** Whose lists the tables have, of which revision. Only what no rollback takes back. */
  const kept: { revision?: number; accounts: Set<number> } = { accounts: new Set() }
  /** The revision, while nothing else can have committed here. */
  let current: number | undefined
  const forget = () => (current = undefined)
  let before = 0
  function know(revision: number) {
    // Once all microtasks have run that wait now or follow from them: commits of this process come after those. `commits` notices one that
    // itself
    // asks for the lists.
    if (current === undefined) queueMicrotask(() => process.nextTick(forget))
    current = revision
    before = commits()
  }

  function make(account: number, revision: number) {
    const { lists, old, closed } = get<{ lists: number; old: number; closed: number }>(
      'SELECT count(*) AS lists, total(revision <> ?) AS old, total(models + experiments) AS closed FROM closed_lists',
      revision,
    )! // an aggregate has one row
    if (lists === 0 || old > 0 || closed > MOST_CLOSED) {
      kept.accounts.clear()
      for (const table of tables) run(`DELETE FROM ${table}`)
    }
    // OR REPLACE: those that came in before something failed are the same now, and count too.
    const models = run(`INSERT OR REPLACE INTO closed_models ${closedTo('model_levels', 'name')}`, account)
    const experiments = run(
      `INSERT OR REPLACE INTO closed_experiments ${closedTo('experiment_levels', 'experiment_id')}`,
      account,
    )
    run(
      'INSERT INTO closed_lists (viewer, revision, models, experiments) VALUES (?, ?, ?, ?)',
      account,
      revision,
      models,
      experiments,
    )
  }

  return {
    know,
    makeTrue(account) {
      const isKept = !sqlite.isTransaction
      if (
        isKept &&
        current !== undefined &&
        commits() === before &&
        kept.revision === current &&
        kept.accounts.has(account)
      )
        return
      const { revision, listed } = get<{ revision: number; listed: number | null }>(
        'SELECT r.revision, l.revision AS listed FROM main.level_revision AS r LEFT JOIN closed_lists AS l ON l.viewer = ?',
        account,
      )! // level_revision has one row
      if (listed !== revision) make(account, revision)
      if (!isKept) return
      if (kept.revision !== revision) kept.accounts.clear()
      kept.revision = revision
      kept.accounts.add(account)
      know(revision)
    },
  }
}
