import { invalid } from '#contract/errors.ts'
import { formatModelUri, type RegistryUri } from '#contract/model-uri.ts'
import type { Db } from '../../db.ts'
import { getVersionByAlias } from './aliases.ts'
import { getLatestVersions } from './latest-versions.ts'
import { requireModel } from './model-rows.ts'
import { hasPromptTag } from './model-tags.ts'
import { requireVersion } from './version-rows.ts'

type Request = { source: string; run_id?: string | undefined; model_id?: string | undefined }

/**
 * Resolves a source that is a registered version: `models:/Name/<version, stage or latest>` or `models:/Name@alias`. It is
 * stored by number, with the run and the files of that version (docs/rest-contract.md §6.1 item 3).
 */
export function resolveModelUri(db: Db, request: Request, named: RegistryUri) {
  const { name } = named
  requireModel(db, name)
  if (hasPromptTag(db, name))
    throw invalid(
      `Invalid model version source: '${request.source}'. Prompt versions cannot be used as model version sources.`,
    )
  const id = { name, version: numberOf(db, named) }
  const { run_id, version, storage_location } = requireVersion(db, id)
  // A version has no model_id of its own, in MLflow either, so any given one differs.
  if ((request.run_id !== undefined && request.run_id !== run_id) || request.model_id)
    throw invalid(
      `Invalid model version source: '${request.source}'. The run_id and model_id request parameters must match the referenced model version.`,
    )
  return {
    source: formatModelUri({ kind: 'version', name, version: String(version) }),
    run_id,
    storage_location,
  }
}

function numberOf(db: Db, named: RegistryUri): string {
  if (named.kind === 'version') return named.version
  if (named.kind !== 'stage')
    return getVersionByAlias(db, named.name, named.kind === 'alias' ? named.alias : 'latest').version
  const [latest] = getLatestVersions(db, named.name, [named.stage])
  // MLflow answers 500 here.
  if (!latest) throw invalid(`No versions of model with name '${named.name}' and stage '${named.stage}' found`)
  return latest.version
}
