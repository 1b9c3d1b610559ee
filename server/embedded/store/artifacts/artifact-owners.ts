import { invalid, missing } from '#contract/errors.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkPath } from './artifact-paths.ts'
import { requireVersion } from '../registry/version-rows.ts'

/** Where an owner's artifacts are: the URI that clients see, and its path in the store. */
export type ArtifactRoot = { uri: string; path: string }

/** Finds a run's artifacts. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE if they are stored elsewhere. */
export function runRoot(db: Db, runId: string | undefined): ArtifactRoot {
  const run = db.get<{ artifact_uri: string }>('SELECT artifact_uri FROM runs WHERE run_id = ?', runId ?? '')
  if (!run) throw missing(`Run with id=${runId || 'None'} not found`)
  return rootOf(run.artifact_uri)
}

/** Finds a logged model's artifacts. Throws as `runRoot`; a deleted model is not found (docs/rest-contract.md §4). */
export function loggedModelRoot(db: Db, modelId: string): ArtifactRoot {
  const sql = "SELECT artifact_uri FROM logged_models WHERE model_id = ? AND lifecycle_stage = 'active'"
  const model = db.get<{ artifact_uri: string }>(sql, modelId)
  if (!model) throw missing(`Logged model with ID '${modelId}' not found.`)
  return rootOf(model.artifact_uri)
}

/** Finds a version's files. Throws as `runRoot`. */
export function versionRoot(db: Db, id: VersionId): ArtifactRoot {
  return rootOf(requireVersion(db, id).storage_location)
}

/** Turns a client's `path`, relative to `root`, into a path in the store. Throws INVALID_PARAMETER_VALUE `Invalid path`. */
export function below(root: ArtifactRoot, path: string): string {
  const checked = checkPath(path)
  return checked ? `${root.path}/${checked}` : root.path
}

function rootOf(uri: string): ArtifactRoot {
  const path = storedPath(uri)
  if (path === undefined) throw invalid(`This server does not store these files. They are at '${uri}'.`)
  return { uri, path }
}

/**
 * The path in the store of `mlflow-artifacts:/p` without a host, which is `p`, taken literally: it is not a URL and has no
 * escapes. Undefined for files that are elsewhere.
 */
export function storedPath(uri: string): string | undefined {
  const path = /^mlflow-artifacts:(?:\/\/)?\/(?!\/)(.+)$/s.exec(uri)?.[1]
  return path === undefined ? undefined : checkPath(path)
}
