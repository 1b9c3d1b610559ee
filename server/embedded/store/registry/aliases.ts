import { invalid, missing } from '#contract/errors.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import type { FolderStates } from '../artifacts/folder-states.ts'
import { record } from '../reviews/log.ts'
import { stateIfGuarded } from '../reviews/policy/guarded.ts'
import { announceAlias } from '../webhooks/mlflow-bodies.ts'
import { holderOfAlias } from './holders.ts'
import { checkAlias, checkModelName, checkNewAlias } from './model-names.ts'
import { requireModel } from './model-rows.ts'
import { aliasColumn, requireVersion, versionColumns, versionOf, type VersionRow } from './version-rows.ts'

/** Checks an alias and the version for it, as setting it does. Throws what MLflow does. */
export function requireAliasable(db: Db, id: VersionId, alias: string): { name: string; version: number } {
  checkNewAlias(alias)
  return requireVersion(db, id)
}

/** Gives an alias to a version, taking it from the version that had it; returns the version's number. */
function setAlias(db: Db, id: VersionId, alias: string): string {
  const { name, version } = requireAliasable(db, id, alias)
  db.run('INSERT OR REPLACE INTO aliases (name, alias, version) VALUES (?, ?, ?)', name, alias, version)
  return String(version)
}

/** Who moves an alias, and the number of the event that caused it, if another one did. */
type By = { user: string; cause?: number }

/** The same, with an event in the model's log if the alias was elsewhere. Whether the policy allows it is decided before. */
export function moveAlias(db: Db, id: VersionId, alias: string, by: By, artifacts: FolderStates): void {
  const from = holderOf(db, id.name, alias)
  const files = stateOf(db, artifacts, id.name, alias, from)
  const version = setAlias(db, id, alias)
  announceAlias(db, { ...id, alias })
  if (from !== version)
    record(db, id.name, by.user, { kind: 'alias-moved', alias, version, from, cause: by.cause, files })
}

/** Deletes an alias, with an event if it was there. Whether the policy allows it is decided before. */
export function removeAlias(db: Db, name: string, alias: string, by: By, artifacts: FolderStates): void {
  const from = holderOf(db, name, alias)
  const files = stateOf(db, artifacts, name, alias, from)
  deleteAlias(db, name, alias)
  announceAlias(db, { name, alias })
  if (from !== undefined) record(db, name, by.user, { kind: 'alias-moved', alias, from, cause: by.cause, files })
}

const stateOf = (db: Db, artifacts: FolderStates, name: string, alias: string, version: string | undefined) =>
  version === undefined ? undefined : stateIfGuarded(db, artifacts, { name, version }, aliasTarget(alias))

const holderOf = (db: Db, name: string, alias: string): string | undefined => holderOfAlias(db, name, alias)?.toString()

/** Deletes an alias, if it exists (docs/rest-contract.md §5). */
function deleteAlias(db: Db, name: string, alias: string): void {
  checkAlias(alias)
  requireModel(db, name)
  db.run('DELETE FROM aliases WHERE name = ? AND alias = ?', name, alias)
}

/** The number of the version that has an alias; `latest` as below. Throws what `getVersionByAlias` does. */
export function versionOfAlias(db: Db, name: string, alias: string): string {
  const isLatest = alias.toLowerCase() === 'latest'
  const version = isLatest ? newestOf(db, name) : holderOf(db, name, alias)
  if (version === undefined) throw noAlias(db, name, alias)
  return version
}

const newestOf = (db: Db, name: string): string | undefined => {
  const { newest } = db.get<{ newest: number | null }>(
    'SELECT max(version) AS newest FROM model_versions WHERE name = ?',
    name,
  )! // an aggregate returns one row
  return newest === null ? undefined : String(newest)
}

/** MLflow's error for an alias that no version has. Throws RESOURCE_DOES_NOT_EXIST for no such model. */
function noAlias(db: Db, name: string, alias: string) {
  requireModel(db, name)
  if (alias.toLowerCase() === 'latest') return missing(`Latest version not found for model ${name}.`)
  return invalid(`Registered model alias ${alias} not found.`)
}

/** Finds the version of an alias; `latest` is the highest version of any stage (docs/rest-contract.md §5). */
export function getVersionByAlias(db: Db, name: string, alias: string): ModelVersion {
  checkAlias(alias)
  checkModelName(name)
  const isLatest = alias.toLowerCase() === 'latest'
  const [row] = isLatest ? db.lists<VersionRow>(NEWEST, name) : db.lists<VersionRow>(BY_ALIAS, name, alias)
  if (row) return versionOf(row)
  throw noAlias(db, name, alias)
}

// Made once: to join and hash texts as long as these takes a tenth of the query's time.
const versionAt = (number: string) =>
  `SELECT ${versionColumns}, ${aliasColumn} FROM model_versions AS v WHERE v.name = ?1 AND v.version = (${number})`
const BY_ALIAS = versionAt('SELECT version FROM aliases WHERE name = ?1 AND alias = ?2')
const NEWEST = versionAt(
  'SELECT max(version) FROM model_versions WHERE name = (SELECT name FROM registered_models WHERE name = ?1)',
)
