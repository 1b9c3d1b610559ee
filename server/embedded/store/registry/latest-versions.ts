import { stages } from '#contract/stages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkModelName } from './model-names.ts'
import { requireModel } from './model-rows.ts'
import { canonicalStage } from './stages.ts'
import { aliasColumn, versionColumns, versionOf, type VersionRow } from './version-rows.ts'

/**
 * Finds the newest version of each stage of many models in one statement; models without versions are not in the map.
 * Takes four index seeks a model, however many versions it has. `names`: of models that `db` was just found to show.
 */
export function latestVersions(db: Db, names: string[]): Map<string, ModelVersion[]> {
  return Map.groupBy(newestOf(db, OF_NAMES, JSON.stringify(names)), ({ name }) => name)
}

const newestOf = (db: Db, sql: string, models: string): ModelVersion[] =>
  db.lists<VersionRow>(sql, models, STAGES).map(versionOf)

const STAGES = JSON.stringify(stages)

const newest = (models: string, more = '') =>
  `SELECT ${versionColumns}${more}
   FROM ${models} AS model CROSS JOIN json_each(?) AS stage CROSS JOIN main.model_versions AS v
   WHERE v.name = model.value AND v.version = (
     SELECT max(s.version) FROM main.model_versions AS s WHERE s.name = model.value AND s.current_stage = stage.value)`
const OF_NAMES = newest('json_each(?)')
// Not by a list of names: of a hidden model, no version is read and then dropped, which would take time.
const OF_MODEL = newest('(SELECT name AS value FROM registered_models WHERE name = ?)', `, ${aliasColumn}`)

/** Finds the newest version of each of these stages (any case), or of all four if none is named (docs/rest-contract.md §5). */
export function getLatestVersions(db: Db, name: string, words: string[] = []): ModelVersion[] {
  checkModelName(name)
  const versions = newestOf(db, OF_MODEL, name)
  if (versions.length === 0) requireModel(db, name)
  const wanted = words.length === 0 ? [...stages] : words.map(canonicalStage)
  return versions.filter(({ current_stage }) => current_stage && wanted.includes(current_stage))
}
