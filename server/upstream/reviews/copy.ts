import { conflict } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ReviewChange } from '#contract/review-log.ts'
import type { Db } from '../../embedded/db.ts'
import { existingLog, giveLog, record } from '../../embedded/store/reviews/log.ts'
import { announceModelThere } from '../../embedded/store/webhooks/workspace-bodies.ts'
import { copyVersions } from './copy-versions.ts'
import { type MadeBy, type Note, UNKNOWN } from './made-by.ts'
import type { ModelRead } from './read-model.ts'

// What is known of a model of the MLflow server, in the tables of the embedded backend, so that its rules decide here too
// (docs/reviews.md §7).

const outside: MadeBy = () => undefined

/** The names that this creation time is known under, other than `name`: the model may have been renamed outside. */
export const namesOf = (db: Db, name: string, created: number): string[] =>
  db
    .all<{ name: string }>(
      'SELECT name FROM registered_models WHERE creation_timestamp = ? AND name != ?',
      created,
      name,
    )
    .map((row) => row.name)

/** Follows a rename that was made outside. Only inside `write`. */
export function followRename(db: Db, from: string, to: string): void {
  forget(db, to)
  db.run('UPDATE registered_models SET name = ? WHERE name = ?', to, from)
  record(db, to, UNKNOWN, { kind: 'renamed', from, to, outside: true })
}

/** Ends a model that is not there any more: its log stays, and a new model of this name gets another one. Only inside `write`. */
export function forget(db: Db, name: string): void {
  if (!isKnown(db, name)) return
  record(db, name, UNKNOWN, { kind: 'deleted', outside: true })
  db.run('DELETE FROM under_way WHERE log = ?', existingLog(db, name))
  db.run('DELETE FROM registered_models WHERE name = ?', name)
}

export const isKnown = (db: Db, name: string): boolean =>
  db.get('SELECT 1 FROM registered_models WHERE name = ?', name) !== undefined

/** How many versions a model has at most: those that are known, and one for each number since. */
export function mostVersions(db: Db, { name, latest_versions = [] }: RegisteredModel): number {
  const { count, newest } = db.get<{ count: number; newest: number | null }>(
    'SELECT count(*) AS count, max(version) AS newest FROM model_versions WHERE name = ?',
    name,
  )! // a count is always there
  return Math.max(count, ...latest_versions.map(({ version }) => count + Number(version) - (newest ?? 0)))
}

/** The time of the last change of a model whose first look has not ended: it goes on with the next one. */
const UNFINISHED = -1

/**
 * Brings what is known of a model to what the MLflow server says, and records what has changed without us. Of a model
 * that is seen for the first time, this is when its versions were registered. In turns, for whoever is alone in the model's room.
 */
export async function copyModel(
  db: Db,
  { model, versions, texts }: ModelRead,
  madeBy: MadeBy = outside,
): Promise<void> {
  const { name, creation_timestamp = 0 } = model
  const isNew = !isCopied(db, model)
  if (isNew) await db.write(() => beginCopy(db, model, madeBy))
  const note: Note = (user, change) => {
    if (!isNew)
      record(db, name, user ?? UNKNOWN, user === undefined ? ({ ...change, outside: true } as ReviewChange) : change)
  }
  // Somebody in another room may have found that it was renamed.
  const requireSame = () => {
    if (createdAt(db, name) !== creation_timestamp)
      throw conflict(`The model '${name}' was changed meanwhile. Try again.`)
  }
  await copyVersions(db, versions, { name, texts, madeBy, note, requireSame })
  const changes = [...aliasChanges(db, model, madeBy, note), ...factChanges(db, model)]
  if (changes.length > 0)
    await db.write(() => {
      requireSame()
      for (const change of changes) change()
    })
}

const createdAt = (db: Db, name: string): number | undefined =>
  db.get<{ creation_timestamp: number }>('SELECT creation_timestamp FROM registered_models WHERE name = ?', name)
    ?.creation_timestamp

const isCopied = (db: Db, { name, creation_timestamp = 0 }: RegisteredModel): boolean =>
  db.get(
    `SELECT 1 FROM registered_models WHERE name = ? AND creation_timestamp = ? AND last_updated_timestamp != ${UNFINISHED}`,
    name,
    creation_timestamp,
  ) !== undefined

function beginCopy(db: Db, { name, creation_timestamp = 0 }: RegisteredModel, madeBy: MadeBy): void {
  const created = createdAt(db, name)
  if (created === creation_timestamp) return
  if (created !== undefined) forget(db, name)
  db.run(
    `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) VALUES (?, ?, ${UNFINISHED})`,
    name,
    creation_timestamp,
  )
  announceModelThere(db, giveLog(db, name), name, madeBy({ created: true }) ?? UNKNOWN, creation_timestamp)
}

/** How a model that is known differs from what the MLflow server says of it; `another` has the same name. */
export function compareModel(db: Db, model: RegisteredModel): 'same' | 'changed' | 'another' {
  if (createdAt(db, model.name) !== (model.creation_timestamp ?? 0)) return 'another'
  const isSame = factChanges(db, model).length === 0 && aliasChanges(db, model, outside, () => {}).length === 0
  return isSame ? 'same' : 'changed'
}

/** What changes the facts of a model besides its aliases and versions. */
function factChanges(db: Db, model: RegisteredModel): (() => void)[] {
  const { name, last_updated_timestamp = 0, description = '', tags = [] } = model
  const row = db.get<{ last_updated_timestamp: number; description: string; isNewest: 0 | 1 }>(
    `SELECT last_updated_timestamp, description, newest_version IS ${NEWEST} AS isNewest FROM registered_models WHERE name = ?`,
    name,
  )
  const known = db.lists<[string, string]>('SELECT key, value FROM registered_model_tags WHERE name = ?', name)
  const [before, wanted] = [new Map(known), new Map(tags.map(({ key, value }) => [key, value ?? '']))]
  const hasSameTags = before.size === wanted.size && [...wanted].every(([key, value]) => before.get(key) === value)
  const changes: (() => void)[] = []
  if (row?.last_updated_timestamp !== last_updated_timestamp || row.description !== description || !row.isNewest)
    changes.push(() =>
      db.run(
        `UPDATE registered_models SET last_updated_timestamp = ?, description = ?, newest_version = ${NEWEST} WHERE name = ?`,
        last_updated_timestamp,
        description,
        name,
      ),
    )
  if (!hasSameTags)
    changes.push(() => {
      db.run('DELETE FROM registered_model_tags WHERE name = ?', name)
      for (const [key, value] of wanted)
        db.run('INSERT INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)', name, key, value)
    })
  return changes
}

const NEWEST = '(SELECT max(v.version) FROM model_versions AS v WHERE v.name = registered_models.name)'

function aliasChanges(db: Db, model: RegisteredModel, madeBy: MadeBy, note: Note): (() => void)[] {
  const { name, aliases = [] } = model
  const rows = db.lists<[alias: string, version: number]>('SELECT alias, version FROM aliases WHERE name = ?', name)
  const known = new Map(rows.map(([alias, version]) => [alias, String(version)]))
  const isVersion = (version: string) =>
    db.get('SELECT 1 FROM model_versions WHERE name = ? AND version = ?', name, Number(version)) !== undefined
  // MLflow may keep an alias of a version that was deleted.
  const there = new Map(
    aliases
      .filter(({ alias, version }) => known.get(alias) === version || isVersion(version))
      .map(({ alias, version }) => [alias, version]),
  )
  const changes: (() => void)[] = []
  for (const [alias, from] of known)
    if (!there.has(alias))
      changes.push(() => {
        note(madeBy({ alias }), { kind: 'alias-moved', alias, from })
        db.run('DELETE FROM aliases WHERE name = ? AND alias = ?', name, alias)
      })
  for (const [alias, version] of there) {
    const from = known.get(alias)
    if (from === version) continue
    changes.push(() => {
      note(madeBy({ alias, version }), { kind: 'alias-moved', alias, version, from })
      db.run('INSERT OR REPLACE INTO aliases (name, alias, version) VALUES (?, ?, ?)', name, alias, Number(version))
    })
  }
  return changes
}
