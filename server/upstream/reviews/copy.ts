import type { ReviewChange } from '#contract/review-log.ts'
import { BY_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import { existingLog, giveLog, record } from '../../embedded/store/reviews/log.ts'
import { announceModelThere, announceVersionTag } from '../../embedded/store/webhooks/workspace-bodies.ts'
import type { ModelThere } from './read-model.ts'

// What is known of a model of the MLflow server, in the tables of the embedded backend, so that its rules decide here too
// (docs/reviews.md §7).

/** The tag that shows whether somebody may move a version (docs/reviews.md §7). */
export const REVIEW_TAG = 'modelshelf.review'

/** Whom a change is recorded under that nobody made through this server. */
export const UNKNOWN = 'unknown'

/** Where the files of a version of the MLflow server are listed, for `filesState`: this changes when the list does. */
export const listedAs = (digest: string): string => `listed:${digest}`

/** Says who made a change that was found: somebody through this server, or undefined for a change outside. */
export type MadeBy = (
  change:
    | { version: string; stage: Stage }
    | { alias: string; version?: string }
    | { version: string; tag: string }
    | { created: true },
) => string | undefined

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

/**
 * Brings what is known of a model to what the MLflow server says, and records what has changed without us. Of a model
 * that is seen for the first time, this is when its versions were registered. Only inside `write`.
 */
export function copyModel(db: Db, { model, versions }: ModelThere, madeBy: MadeBy = outside): void {
  const { name, creation_timestamp = 0, last_updated_timestamp = 0, description = '', tags = [], aliases = [] } = model
  const row = db.get<{ creation_timestamp: number }>(
    'SELECT creation_timestamp FROM registered_models WHERE name = ?',
    name,
  )
  if (row && row.creation_timestamp !== creation_timestamp) forget(db, name)
  const isNew = row?.creation_timestamp !== creation_timestamp
  if (isNew)
    db.run(
      'INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) VALUES (?, ?, ?)',
      name,
      creation_timestamp,
      last_updated_timestamp,
    )
  const log = giveLog(db, name)
  if (isNew) announceModelThere(db, log, name, madeBy({ created: true }) ?? UNKNOWN, creation_timestamp)
  const note = (user: string | undefined, change: ReviewChange) => {
    if (!isNew)
      record(db, name, user ?? UNKNOWN, user === undefined ? ({ ...change, outside: true } as ReviewChange) : change)
  }
  copyVersions(db, name, versions, madeBy, note)
  copyAliases(db, name, aliases, madeBy, note)
  db.run(
    `UPDATE registered_models SET last_updated_timestamp = ?, description = ?,
       newest_version = (SELECT max(v.version) FROM model_versions AS v WHERE v.name = registered_models.name) WHERE name = ?`,
    last_updated_timestamp,
    description,
    name,
  )
  db.run('DELETE FROM registered_model_tags WHERE name = ?', name)
  for (const { key, value } of tags)
    db.run('INSERT OR REPLACE INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)', name, key, value ?? '')
}

type Note = (user: string | undefined, change: ReviewChange) => void
type Row = { version: number; creation_timestamp: number; last_updated_timestamp: number; current_stage: Stage }

function copyVersions(db: Db, name: string, versions: readonly ModelVersion[], madeBy: MadeBy, note: Note): void {
  const rows = db.all<Row>(
    'SELECT version, creation_timestamp, last_updated_timestamp, current_stage FROM model_versions WHERE name = ?',
    name,
  )
  const known = new Map(rows.map((row) => [String(row.version), row]))
  const there = new Map(versions.map((version) => [version.version, version]))
  for (const [version, row] of known) {
    if (there.get(version)?.creation_timestamp === row.creation_timestamp) continue
    note(undefined, { kind: 'version-deleted', version })
    db.run('DELETE FROM model_versions WHERE name = ? AND version = ?', name, row.version)
    known.delete(version)
  }
  for (const version of versions.toSorted((a, b) => Number(a.version) - Number(b.version))) {
    const before = known.get(version.version)
    if (!before) {
      const user = tagValue(version.tags, BY_TAG) ?? UNKNOWN
      record(db, name, user, { kind: 'registered', version: version.version }, { time: version.creation_timestamp })
    }
    const stage = version.current_stage ?? 'None'
    const from_stage = before?.current_stage ?? 'None'
    if (stage !== from_stage)
      note(madeBy({ version: version.version, stage }), {
        kind: 'moved',
        version: version.version,
        from_stage,
        to_stage: stage,
      })
    if (!before) insertVersion(db, name, version)
    keepVersion(db, name, version)
    // Tags may change without the time: MLflow's do not touch it.
    const set = keepTags(db, name, version)
    for (const { key, value } of before ? set : []) {
      const id = { name, version: version.version }
      const user = madeBy({ version: version.version, tag: key }) ?? UNKNOWN
      announceVersionTag(db, existingLog(db, name), { ...id, key, value, user })
    }
  }
}

function insertVersion(db: Db, name: string, version: ModelVersion): void {
  db.run(
    `INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, run_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    name,
    Number(version.version),
    version.creation_timestamp ?? 0,
    version.last_updated_timestamp ?? 0,
    version.source ?? '',
    listedAs(''),
    version.run_id ?? '',
  )
}

function keepVersion(db: Db, name: string, version: ModelVersion): void {
  db.run(
    `UPDATE model_versions SET last_updated_timestamp = ?1, current_stage = ?2, description = ?3, status = ?4
     WHERE name = ?5 AND version = ?6 AND (last_updated_timestamp IS NOT ?1 OR current_stage IS NOT ?2 OR description IS NOT ?3 OR status IS NOT ?4)`,
    version.last_updated_timestamp ?? 0,
    version.current_stage ?? 'None',
    version.description ?? null,
    version.status ?? 'READY',
    name,
    Number(version.version),
  )
}

/** Keeps the tags of a version; gives those that were set, without our own. */
function keepTags(db: Db, name: string, version: ModelVersion): { key: string; value: string }[] {
  const number = Number(version.version)
  const stored = db.all<{ key: string; value: string }>(
    'SELECT key, value FROM model_version_tags WHERE name = ? AND version = ? ORDER BY key',
    name,
    number,
  )
  const wanted = (version.tags ?? [])
    .map(({ key, value }) => ({ key, value: value ?? '' }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  if (JSON.stringify(stored) === JSON.stringify(wanted)) return []
  db.run('DELETE FROM model_version_tags WHERE name = ? AND version = ?', name, number)
  for (const { key, value } of wanted)
    db.run('INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)', name, number, key, value)
  const before = new Map(stored.map(({ key, value }) => [key, value]))
  return wanted.filter(({ key, value }) => before.get(key) !== value && key !== REVIEW_TAG)
}

function copyAliases(
  db: Db,
  name: string,
  aliases: readonly { alias: string; version: string }[],
  madeBy: MadeBy,
  note: Note,
): void {
  const rows = db.all<{ alias: string; version: number }>('SELECT alias, version FROM aliases WHERE name = ?', name)
  const known = new Map(rows.map(({ alias, version }) => [alias, String(version)]))
  const isVersion = (version: string) =>
    db.get('SELECT 1 FROM model_versions WHERE name = ? AND version = ?', name, Number(version)) !== undefined
  // MLflow may keep an alias of a version that was deleted.
  const there = new Map(
    aliases.filter(({ version }) => isVersion(version)).map(({ alias, version }) => [alias, version]),
  )
  for (const [alias, from] of known) {
    if (there.has(alias)) continue
    note(madeBy({ alias }), { kind: 'alias-moved', alias, from })
    db.run('DELETE FROM aliases WHERE name = ? AND alias = ?', name, alias)
  }
  for (const [alias, version] of there) {
    const from = known.get(alias)
    if (from === version) continue
    note(madeBy({ alias, version }), { kind: 'alias-moved', alias, version, from })
    db.run('INSERT OR REPLACE INTO aliases (name, alias, version) VALUES (?, ?, ?)', name, alias, Number(version))
  }
}
