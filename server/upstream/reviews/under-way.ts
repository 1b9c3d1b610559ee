import type { SQLInputValue } from 'node:sqlite'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import { existingLog, record } from '../../embedded/store/reviews/log.ts'
import type { ModelThere } from './read-model.ts'

/** What the MLflow server says once something is done: where versions and aliases are; null for what is gone. */
export type Goal =
  | { kind: 'moved'; stages: Record<string, Stage>; aliases: Record<string, string | null> }
  | { kind: 'version-deleted'; version: string }
  | { kind: 'renamed'; to: string; created: number }
  | { kind: 'deleted' }

/** A statement that writes, with its parameters. */
type Statement = [sql: string, ...params: SQLInputValue[]]

/** Where a model's aliases are, and those versions that are in an active stage or that a write names: it can move no others. */
export type Places = { stages: Map<string, Stage>; aliases: Map<string, string> }

/** What a write would change here: it is rolled back, and kept as statements. */
export type Rehearsed<T> = { answer: T; statements: Statement[]; before: Places; after: Places }

/** Runs a write without its changes: they are to be written once the MLflow server has made them. Only inside `write`. */
export function rehearse<T>(
  db: Db,
  { name, versions }: { name: string; versions: readonly string[] },
  write: (db: Db) => T,
): Rehearsed<T> {
  const statements: Statement[] = []
  const before = placesOf(db, name, versions)
  db.run('SAVEPOINT rehearsal')
  try {
    const answer = write({
      ...db,
      get: ((sql, ...params) => {
        if (/^\s*(INSERT|UPDATE|DELETE)\b/.test(sql)) statements.push([sql, ...params])
        return db.get(sql, ...params)
      }) as Db['get'],
      run(sql, ...params) {
        statements.push([sql, ...params])
        return db.run(sql, ...params)
      },
    })
    return { answer, statements, before, after: placesOf(db, name, [...before.stages.keys()]) }
  } finally {
    db.run('ROLLBACK TO rehearsal')
    db.run('RELEASE rehearsal')
  }
}

function placesOf(db: Db, name: string, named: readonly string[]): Places {
  const versions = db.all<{ version: number; current_stage: Stage }>(
    `SELECT version, current_stage FROM model_versions WHERE name = ?1 AND current_stage IN ('Staging', 'Production')
     UNION SELECT version, current_stage FROM model_versions
     WHERE name = ?1 AND version IN (SELECT CAST(value AS INTEGER) FROM json_each(?2))`,
    name,
    JSON.stringify(named),
  )
  const aliases = db.all<{ alias: string; version: number }>('SELECT alias, version FROM aliases WHERE name = ?', name)
  return {
    stages: new Map(versions.map((row) => [String(row.version), row.current_stage])),
    aliases: new Map(aliases.map(({ alias, version }) => [alias, String(version)])),
  }
}

/** Runs the statements of a rehearsal. Only inside `write`. */
export function perform(db: Db, statements: readonly Statement[]): void {
  for (const [sql, ...params] of statements) db.get(sql, ...params)
}

export type UnderWay = {
  log: number
  name: string
  user: string
  time: number
  what: string
  version: string | undefined
  goal: Goal
  statements: Statement[]
}

/** Keeps what is about to be asked of the MLflow server. Only inside `write`. */
export function begin(db: Db, { name, user, what, version, goal, statements }: Omit<UnderWay, 'log' | 'time'>): void {
  db.run(
    'INSERT INTO under_way (log, name, user, time, what, version, goal, statements) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    existingLog(db, name),
    name,
    user,
    Date.now(),
    what,
    version === undefined ? null : Number(version),
    JSON.stringify(goal),
    JSON.stringify(statements),
  )
}

type Row = { log: number; name: string; user: string; time: number; what: string; version: number | null } & {
  goal: string
  statements: string
}

/** What is under way for a model, or was when the server ended; also a rename to this name. */
export function underWay(db: Db, name: string): UnderWay | undefined {
  const row = db.get<Row>("SELECT * FROM under_way WHERE name = ?1 OR goal ->> '$.to' = ?1", name)
  return (
    row && {
      ...row,
      version: row.version === null ? undefined : String(row.version),
      goal: JSON.parse(row.goal) as Goal, // written by `begin`
      statements: JSON.parse(row.statements) as Statement[],
    }
  )
}

/** Writes what the MLflow server has done, as if at once. Only inside `write`. */
export function finish(db: Db, { log, statements }: Pick<UnderWay, 'log' | 'statements'>): void {
  db.run('DELETE FROM under_way WHERE log = ?', log)
  perform(db, statements)
}

/** Drops what was not done: with `why`, the log says so. Only inside `write`. */
export function abandon(db: Db, { log, name, user, what, version }: UnderWay, why?: string): void {
  db.run('DELETE FROM under_way WHERE log = ?', log)
  if (why !== undefined) record(db, name, user, { kind: 'failed', version, what, why })
}

/** Whether a model, as it is now, shows that something was done; `there` is undefined where no model has the name. */
export function isReached(db: Db, { name, goal }: UnderWay, there: ModelThere | undefined): boolean {
  const created = db.get<{ creation_timestamp: number }>(
    'SELECT creation_timestamp FROM registered_models WHERE name = ?',
    name,
  )?.creation_timestamp
  switch (goal.kind) {
    case 'deleted':
      return there === undefined || there.model.creation_timestamp !== created
    case 'renamed':
      return there?.model.name === goal.to && there.model.creation_timestamp === goal.created
    case 'version-deleted':
      return there !== undefined && !there.versions.some(({ version }) => version === goal.version)
    case 'moved': {
      if (!there || there.model.creation_timestamp !== created) return false
      const stages = new Map(there.versions.map((it) => [it.version, it.current_stage ?? 'None']))
      const aliases = new Map(there.model.aliases?.map(({ alias, version }) => [alias, version]))
      return (
        Object.entries(goal.stages).every(([version, stage]) => stages.get(version) === stage) &&
        Object.entries(goal.aliases).every(([alias, version]) => (aliases.get(alias) ?? null) === version)
      )
    }
  }
}
