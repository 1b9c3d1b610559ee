import { stages } from '#contract/stages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkModelName } from './model-names.ts'
import { requireModel } from './model-rows.ts'
import { canonicalStage } from './stages.ts'
import { aliasColumn, versionColumns, versionOf, type VersionRow } from './version-rows.ts'

/**
 * Finds the newest version of each stage of many models in one statement; models without versions are not in the map.
 * Takes four index seeks a model, however many versions it has.
 */
export function latestVersions(db: Db, names: string[], extra?: typeof aliasColumn): Map<string, ModelVersion[]> {
  const rows = db.lists<VersionRow>(
    `SELECT ${extra ? `${versionColumns}, ${extra}` : versionColumns}
     FROM json_each(?) AS model CROSS JOIN json_each(?) AS stage CROSS JOIN model_versions AS v
     WHERE v.name = model.value AND v.version = (
       SELECT max(s.version) FROM model_versions AS s WHERE s.name = model.value AND s.current_stage = stage.value)`,
    JSON.stringify(names),
    JSON.stringify(stages),
  )
  return Map.groupBy(rows.map(versionOf), ({ name }) => name)
}

/** Finds the newest version of each of these stages (any case), or of all four if none is named (docs/rest-contract.md §5). */
export function getLatestVersions(db: Db, name: string, words: string[] = []): ModelVersion[] {
  checkModelName(name)
  const versions = latestVersions(db, [name], aliasColumn).get(name)
  if (!versions) requireModel(db, name)
  const wanted = words.length === 0 ? [...stages] : words.map(canonicalStage)
  return (versions ?? []).filter(({ current_stage }) => current_stage && wanted.includes(current_stage))
}
