import type { DatabaseSync } from 'node:sqlite'
import { commits, type Db } from './db.ts'

/** What may be closed: the table of its levels, its key there, and the table of what is closed to whom. */
const MODELS = { levels: 'model_levels', key: 'name', closed: 'closed_models' }
const EXPERIMENTS = { levels: 'experiment_levels', key: 'experiment_id', closed: 'closed_experiments' }
type Kind = typeof MODELS

/** The things closed to one account, or one of them: to it, or to everybody while it has no level, its own or a group's. */
const closedTo = ({ levels, key }: Kind, which = '') => `
  SELECT c.${key}, ?1 AS viewer FROM main.${levels} AS c
  WHERE c.holder = 'everybody' AND c.holder_id = 0 AND c.level = 0 ${which} AND NOT EXISTS (
    SELECT 1 FROM main.${levels} AS l WHERE l.${key} = c.${key} AND l.holder = 'account' AND l.holder_id = ?1)
  AND NOT EXISTS (
    SELECT 1 FROM main.group_members AS g CROSS JOIN main.${levels} AS l
    ON l.${key} = c.${key} AND l.holder = 'group' AND l.holder_id = g.group_id AND l.level > 0 WHERE g.account_id = ?1)
  UNION ALL
  SELECT c.${key}, ?1 FROM main.${levels} AS c WHERE c.holder = 'account' AND c.holder_id = ?1 AND c.level = 0 ${which}`

/** How many things of either kind are closed to an account. */
type Counts = { models: number; experiments: number }

/** So many changes are followed, which takes less time than to make a list. */
const FOLLOWED = 500

/** Rows that the lists of all accounts may have together before they are made anew. */
const MOST_CLOSED = 200_000

export type ClosedLists = {
  /** Sees to it that the lists of an account are true. */
  makeTrue(account: number): void
  /** Says that this is the revision of levels now, so that it need not be read again before something else can commit. */
  know(revision: number): void
}

/**
 * Makes the tables of what is closed to whom (seen.ts). A change of one level makes the lists of all accounts old: each follows the changes
 * when it is asked for. Whose there are, and of which revision, is a table as well: where SQLite rolls back a transaction, it takes back both.
 */
export function closedLists(sqlite: DatabaseSync, { get, run, lists }: Pick<Db, 'get' | 'run' | 'lists'>): ClosedLists {
  sqlite.exec(`CREATE TEMP TABLE closed_models (name TEXT, viewer INTEGER, PRIMARY KEY (name, viewer)) WITHOUT ROWID;
    CREATE TEMP TABLE closed_experiments (experiment_id INTEGER, viewer INTEGER, PRIMARY KEY (experiment_id, viewer))
      WITHOUT ROWID;
    -- Without a revision while its rows are written: should that fail, they are not what is closed.
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
    const { known, closed } = get<{ known: number; closed: number }>(
      'SELECT total(viewer = ?) AS known, total(models + experiments) AS closed FROM closed_lists',
      account,
    )! // an aggregate has one row
    if (known > 0 || closed > MOST_CLOSED || get('SELECT 1 FROM closed_lists') === undefined) {
      kept.accounts.clear()
      for (const table of tables) run(`DELETE FROM ${table}`)
    }
    run('INSERT INTO closed_lists (viewer, models, experiments) VALUES (?, 0, 0)', account)
    const [models, experiments] = [MODELS, EXPERIMENTS].map((kind) =>
      run(`INSERT INTO ${kind.closed} ${closedTo(kind)}`, account),
    ) as [number, number]
    isNow(account, revision, { models, experiments })
  }

  function isNow(account: number, revision: number, { models, experiments }: Counts) {
    run(
      'UPDATE closed_lists SET revision = ?2, models = ?3, experiments = ?4 WHERE viewer = ?1',
      account,
      revision,
      models,
      experiments,
    )
  }

  /** Brings the lists of an account from one revision to another. Gives false if they have to be made anew. */
  function follow(account: number, from: number, to: number): boolean {
    if (to - from > FOLLOWED) return false
    const changes = lists<[model: string | null, experiment: number | null, account: number | null]>(
      'SELECT model, experiment_id, account_id FROM main.level_changes WHERE revision > ? AND revision <= ?',
      from,
      to,
    )
    if (changes.length !== to - from || changes.some(([, , changed]) => changed === account)) return false
    const counts = get<Counts>('SELECT models, experiments FROM closed_lists WHERE viewer = ?', account)! // there is a list of `from`
    run('UPDATE closed_lists SET revision = NULL WHERE viewer = ?', account)
    const models = new Set(changes.flatMap(([model]) => model ?? []))
    const experiments = new Set(changes.flatMap(([, experiment]) => experiment ?? []))
    for (const name of models) counts.models += look(account, MODELS, name)
    for (const id of experiments) counts.experiments += look(account, EXPERIMENTS, id)
    isNow(account, to, counts)
    return true
  }

  /** Brings the list of an account up to date in one thing; gives how many more things are closed then. */
  function look(account: number, kind: Kind, thing: string | number): number {
    const { key, closed } = kind
    const before = run(`DELETE FROM ${closed} WHERE ${key} = ? AND viewer = ?`, thing, account)
    return run(`INSERT INTO ${closed} ${closedTo(kind, `AND c.${key} = ?2`)}`, account, thing) - before
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
      if (listed !== revision && (listed === null || !follow(account, listed, revision))) make(account, revision)
      if (!isKept) return
      if (kept.revision !== revision) kept.accounts.clear()
      kept.revision = revision
      kept.accounts.add(account)
      know(revision)
    },
  }
}
