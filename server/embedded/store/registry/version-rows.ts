import { type ApiError, missing } from '#contract/errors.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkModelName, versionNumber } from './model-names.ts'

// Lists are ordered before they are grouped: ORDER BY within json_group_array sorts anew what an index gives in order.

/**
 * What every query of versions selects from `model_versions AS v`: one statement gives rows and tags. Most have none, which group_concat
 * tells sooner than json_group_array.
 */
export const versionColumns = `v.name, v.version, v.creation_timestamp, v.last_updated_timestamp, v.current_stage,
  iif(v.description = '' OR weigh(octet_length(v.description)), v.description, '') AS description, v.source, v.run_id, v.run_link, v.status,
  ifnull((SELECT '[' || group_concat(json_object('key', key, 'value', value), ',') || ']' FROM
   (SELECT t.key, t.value FROM model_version_tags AS t
    WHERE t.name = v.name AND t.version = v.version AND weigh(50 + octet_length(t.value)) ORDER BY t.key)), '[]') AS tags`

/** Added where the contract gives a version its aliases (docs/rest-contract.md §6). */
export const aliasColumn = `(SELECT json_group_array(alias) FROM
  (SELECT a.alias FROM main.aliases AS a
   WHERE a.name = v.name AND a.version = v.version AND weigh(50) ORDER BY a.alias)) AS aliases`

/** The highest version a row of `registered_models` has, for its column `newest_version` (migrations/006-newest-version.sql). */
export const newestVersion = '(SELECT max(v.version) FROM model_versions AS v WHERE v.name = registered_models.name)'

/** A row as `Db.lists` reads it, column by column: objects of node:sqlite take five times as long to read. */
export type VersionRow = readonly [
  name: string,
  version: number,
  creation_timestamp: number,
  last_updated_timestamp: number,
  current_stage: Stage,
  description: string | null,
  source: string,
  run_id: string,
  run_link: string,
  status: 'READY',
  /** JSON, as selected by `versionColumns`. */
  tags: string,
  /** JSON, where `aliasColumn` was selected. */
  aliases?: string,
]

/** The wire form of a row: empty lists and a cleared description are absent (docs/rest-contract.md §1 "Omission"). */
export function versionOf([
  name,
  number,
  creation_timestamp,
  last_updated_timestamp,
  current_stage,
  description,
  source,
  run_id,
  run_link,
  status,
  tags,
  aliases = NONE,
]: VersionRow): ModelVersion {
  const version: ModelVersion = {
    name,
    version: String(number),
    creation_timestamp,
    last_updated_timestamp,
    current_stage,
    source,
    run_id,
    run_link,
    status,
  }
  if (description !== null) version.description = description
  if (tags !== NONE) version.tags = JSON.parse(tags) as Tag[]
  if (aliases !== NONE) version.aliases = JSON.parse(aliases) as string[]
  return version
}

/** An empty list as the columns above give it. */
export const NONE = '[]'

/** `{ [name]: list }`, or nothing when the list is empty. */
export function listField<K extends string, T>(name: K, list: T[]): { [N in K]?: T[] } {
  // A computed key widens to string; K is a single name.
  return list.length === 0 ? {} : ({ [name]: list } as { [N in K]?: T[] })
}

/** What there is of a version without its texts, tags and aliases, which may be long. */
type VersionHead = { name: string; version: number; storage_location: string; current_stage: Stage; run_id: string }

/** The head of a version that exists. Throws RESOURCE_DOES_NOT_EXIST. */
export function requireVersion(db: Db, id: VersionId): VersionHead {
  checkModelName(id.name)
  const version = versionNumber(id.version)
  const row = db.get<Omit<VersionHead, 'name' | 'version'>>(
    'SELECT storage_location, current_stage, run_id FROM model_versions WHERE name = ? AND version = ?',
    id.name,
    version,
  )
  if (!row) throw missingVersion(id)
  return { name: id.name, version, ...row }
}

/** MLflow says the same whether the model or only its version is unknown. */
export function missingVersion({ name, version }: VersionId): ApiError {
  return missing(`Model Version (name=${name}, version=${BigInt(version)}) not found`)
}
