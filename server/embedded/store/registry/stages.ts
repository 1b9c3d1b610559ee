import { invalid } from '#contract/errors.ts'
import { stages } from '#contract/stages.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { requireVersion } from './version-rows.ts'
import { getVersion } from './versions.ts'

/** The stage a word in any case means (docs/rest-contract.md §6). Throws INVALID_PARAMETER_VALUE for other words. */
export function canonicalStage(word: string): Stage {
  const stage = stages.find((stage) => stage.toLowerCase() === word.toLowerCase())
  if (!stage)
    throw invalid(`Invalid Model Version stage: ${word}. Value must be one of None, Staging, Production, Archived.`)
  return stage
}

/**
 * Moves one version; with `archive`, whatever else holds that stage is archived in the same write, so that no reader
 * sees two holders or none. MLflow answers 500 for archiving with None or Archived; we refuse with its message.
 */
export function transitionStage(db: Db, id: VersionId, word: string, archive: boolean): ModelVersion {
  const stage = canonicalStage(word)
  if (archive && stage !== 'Staging' && stage !== 'Production')
    throw invalid(
      `Model version transition cannot archive existing model versions because '${word}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
    )
  const { version } = requireVersion(db, id)
  const now = Date.now()
  if (archive)
    db.run(
      `UPDATE model_versions SET current_stage = 'Archived', last_updated_timestamp = ?
       WHERE name = ? AND current_stage = ? AND version <> ?`,
      now,
      id.name,
      stage,
      version,
    )
  db.run(
    'UPDATE model_versions SET current_stage = ?, last_updated_timestamp = ? WHERE name = ? AND version = ?',
    stage,
    now,
    id.name,
    version,
  )
  db.run('UPDATE registered_models SET last_updated_timestamp = ? WHERE name = ?', now, id.name)
  return getVersion(db, id)
}
