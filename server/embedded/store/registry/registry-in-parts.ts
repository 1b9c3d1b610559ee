import { stages } from '#contract/stages.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { partsByKey, tagsInParts } from '../parts-by-key.ts'
import { versionOfAlias } from './aliases.ts'
import { checkModelName, versionNumber } from './model-names.ts'
import { missingModel } from './model-rows.ts'
import { canonicalStage } from './stages.ts'
import { missingVersion } from './version-rows.ts'

// Models and versions with their lists part by part, so that no more of them is in memory, however long they are.

type Model = { name: string; creation_timestamp: number; last_updated_timestamp: number; description: string }

/** As `getModel`. */
export function getModelInParts(db: Db, name: string) {
  const model = modelInParts(db, name)
  if (!model) throw missingModel(name)
  return model
}

/** Undefined if it is not there. */
export function modelInParts(db: Db, name: string) {
  const row = db.get<Model>(
    'SELECT name, creation_timestamp, last_updated_timestamp, description FROM registered_models WHERE name = ?',
    name,
  )
  if (!row) return undefined
  return {
    ...row,
    description: row.description === '' ? undefined : row.description,
    latest_versions: latestInParts(db, name, stages, { aliases: false }),
    tags: tagsInParts(db, 'registered_model_tags AS t WHERE t.name = ?', [name]),
    aliases: aliasesInParts(db, name),
  }
}

type Version = { name: string; version: string; description: string | null }

/** As `getVersion`. */
export function getVersionInParts(db: Db, id: VersionId) {
  const version = versionInParts(db, id.name, versionNumber(id.version), { aliases: true })
  if (!version) throw missingVersion(id)
  return version
}

/** As `getVersionByAlias`. */
export function getVersionByAliasInParts(db: Db, name: string, alias: string) {
  return getVersionInParts(db, { name, version: versionOfAlias(db, name, alias) })
}

/** As `getLatestVersions`. */
export function getLatestVersionsInParts(db: Db, name: string, words: string[] = []) {
  checkModelName(name)
  return latestInParts(db, name, words.length === 0 ? stages : words.map(canonicalStage), { aliases: true })
}

/** A version, without aliases unless they are asked for. Undefined if it is not there. */
export function versionInParts(db: Db, name: string, version: number, { aliases = false } = {}) {
  const row = db.get<Version>(
    `SELECT name, CAST(version AS TEXT) AS version, creation_timestamp, last_updated_timestamp, current_stage, source, run_id, run_link,
       status, description FROM model_versions WHERE name = ? AND version = ?`,
    name,
    version,
  )
  if (!row) return undefined
  return {
    ...row,
    description: row.description ?? undefined,
    tags: tagsInParts(db, 'model_version_tags AS t WHERE t.name = ? AND t.version = ?', [name, version]),
    aliases: aliases ? aliasesOfVersion(db, name, version) : undefined,
  }
}

/** The newest version of each of these stages, one by one. */
function* latestInParts(db: Db, name: string, wanted: readonly string[], how: { aliases: boolean }) {
  for (const stage of stages) {
    if (!wanted.includes(stage)) continue
    const { newest } = db.get<{ newest: number | null }>(
      'SELECT max(version) AS newest FROM model_versions WHERE name = ? AND current_stage = ?',
      name,
      stage,
    )! // an aggregate returns one row
    const version = newest === null ? undefined : versionInParts(db, name, newest, how)
    if (version) yield [version]
  }
}

const aliasesInParts = (db: Db, name: string) =>
  partsByKey(
    db,
    { sql: 'SELECT a.alias, CAST(a.version AS TEXT) FROM aliases AS a WHERE a.name = ?', key: 'a.alias' },
    [name],
    ([alias, version]: readonly [alias: string, version: string]) => ({ alias, version }),
  )

const aliasesOfVersion = (db: Db, name: string, version: number) =>
  partsByKey(
    db,
    { sql: 'SELECT a.alias FROM aliases AS a WHERE a.name = ? AND a.version = ?', key: 'a.alias' },
    [name, version],
    ([alias]: readonly [alias: string]) => alias,
  )
