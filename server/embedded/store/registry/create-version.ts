import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkDescription, checkModelName } from './model-names.ts'
import { missingModel } from './model-rows.ts'
import { checkTags, writeVersionTag } from './model-tags.ts'
import { checkLength } from '../names.ts'
import { type AllowedSources, resolveSource } from './sources.ts'
import { noteVersionOnLoggedModel } from './noted-versions.ts'
import { getVersion } from './versions.ts'

/** The width of MLflow's own column. */
const MAX_RUN_LINK = 500

type NewVersion = {
  name: string
  source: string
  run_id?: string | undefined
  run_link?: string | undefined
  description?: string | undefined
  tags?: Tag[] | undefined
  model_id?: string | undefined
}

/** `notes`: whether the logged model gets a tag that tells its readers of the version. */
type Allowed = AllowedSources & { notes?: boolean }

/**
 * Registers `source` as the model's next version: READY at once, because the Python client would poll otherwise
 * (docs/rest-contract.md §12.5). Its number is one above the highest ever given, deleted versions included. `allowed`:
 * see `resolveSource`.
 */
export function createVersion(db: Db, request: NewVersion, allowed: Allowed = {}): ModelVersion {
  const { name, description = '', run_link = '', tags = [], model_id } = request
  checkModelName(name)
  checkDescription(description)
  checkLength(run_link, MAX_RUN_LINK, 'run_link')
  const { source, run_id, storage_location } = resolveSource(allowed.seen ?? db, request, tags, allowed)
  checkTags(tags) // after the source, as in MLflow

  const now = Date.now()
  const model = db.get<{ version: number }>(
    `UPDATE registered_models
     SET last_version = last_version + 1, newest_version = last_version + 1, last_updated_timestamp = ?
     WHERE name = ? RETURNING last_version AS version`,
    now,
    name,
  )
  if (!model) throw missingModel(name)
  const { version } = model
  db.run(
    `INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, description, source,
       storage_location, run_id, run_link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    name,
    version,
    now,
    now,
    description,
    source,
    storage_location,
    run_id,
    run_link,
  )
  for (const tag of tags) writeVersionTag(db, name, version, tag)
  if (model_id && allowed.notes !== false) noteVersionOnLoggedModel(db, model_id, name, version)
  return getVersion(db, { name, version: String(version) })
}
