import type { ModelVersion, VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkDescription, checkModelName, versionNumber } from './model-names.ts'
import {
  aliasColumn,
  missingVersion,
  newestVersion,
  requireVersion,
  versionColumns,
  versionOf,
  type VersionRow,
} from './version-rows.ts'

/** One version with its aliases. Throws RESOURCE_DOES_NOT_EXIST. */
export function getVersion(db: Db, id: VersionId): ModelVersion {
  checkModelName(id.name)
  const version = versionNumber(id.version)
  const [row] = db.lists<VersionRow>(
    `SELECT ${versionColumns}, ${aliasColumn} FROM model_versions AS v WHERE v.name = ? AND v.version = ?`,
    id.name,
    version,
  )
  if (!row) throw missingVersion(id)
  return versionOf(row)
}

/** Sets the description; leaving it out clears it, as on a real server (docs/rest-contract.md §12.6). */
export function updateVersion(db: Db, id: VersionId, description: string | undefined): ModelVersion {
  checkDescription(description)
  checkModelName(id.name)
  const changed = db.run(
    'UPDATE model_versions SET description = ?, last_updated_timestamp = ? WHERE name = ? AND version = ?',
    description ?? null,
    Date.now(),
    id.name,
    versionNumber(id.version),
  )
  if (changed === 0) throw missingVersion(id)
  return getVersion(db, id)
}

/** Deletes a version of any stage, with its tags and aliases. */
export function deleteVersion(db: Db, id: VersionId): void {
  const { name, version } = requireVersion(db, id)
  db.run('DELETE FROM model_versions WHERE name = ? AND version = ?', name, version)
  db.run(
    `UPDATE registered_models SET newest_version = ${newestVersion}, last_updated_timestamp = ? WHERE name = ?`,
    Date.now(),
    name,
  )
}

/** Where a version's files are, in a form every client can open (docs/rest-contract.md §12.4). */
export function getDownloadUri(db: Db, id: VersionId): string {
  return requireVersion(db, id).storage_location
}
