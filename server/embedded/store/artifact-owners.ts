import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../db.ts'
import { checkPath } from './artifact-paths.ts'

/** Where somebody's artifacts are: the URI told to clients, and the store's path for it. */
export type ArtifactRoot = { uri: string; path: string }

/** A run's artifacts. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE where they are kept elsewhere. */
export function runRoot(db: Db, runId: string | undefined): ArtifactRoot {
  const run = db.get<{ artifact_uri: string }>('SELECT artifact_uri FROM runs WHERE run_id = ?', runId ?? '')
  if (!run) throw missing(`Run with id=${runId || 'None'} not found`)
  return rootOf(run.artifact_uri)
}

/** A logged model's artifacts. Throws as `runRoot`; a deleted model is not found (rest-contract §4). */
export function loggedModelRoot(db: Db, modelId: string): ArtifactRoot {
  const sql = "SELECT artifact_uri FROM logged_models WHERE model_id = ? AND lifecycle_stage = 'active'"
  const model = db.get<{ artifact_uri: string }>(sql, modelId)
  if (!model) throw missing(`Logged model with ID '${modelId}' not found.`)
  return rootOf(model.artifact_uri)
}

/** A version's files, whichever form its storage location has. Throws as `runRoot`. */
export function versionRoot(db: Db, name: string, version: string): ArtifactRoot {
  const sql = 'SELECT storage_location FROM model_versions WHERE name = ? AND version = ?'
  const found = /^\d{1,15}$/.test(version)
    ? db.get<{ storage_location: string }>(sql, name, Number(version))
    : undefined
  if (!found) throw missing(`Model Version (name=${name}, version=${version}) not found`)
  const [, scheme, id = '', path = ''] = /^(runs|models):\/+([^/]+)\/?(.*)$/s.exec(found.storage_location) ?? []
  if (scheme === undefined) return rootOf(found.storage_location)
  const root = scheme === 'runs' ? runRoot(db, id) : loggedModelRoot(db, id)
  return { uri: `${root.uri}/${path}`, path: below(root, path) }
}

/** The store's path of a client's `path`, relative to `root`. Throws INVALID_PARAMETER_VALUE `Invalid path`. */
export function below(root: ArtifactRoot, path: string): string {
  const checked = checkPath(path)
  return checked ? `${root.path}/${checked}` : root.path
}

/** `mlflow-artifacts:/p`, with no host, is the store's path `p` as it stands: it is no URL and holds no escapes. */
function rootOf(uri: string): ArtifactRoot {
  const path = /^mlflow-artifacts:(?:\/\/)?\/(?!\/)(.+)$/s.exec(uri)?.[1]
  if (path === undefined)
    throw invalid(`This server does not hold these files: they are kept at '${uri}'. Open them there.`)
  return { uri, path: checkPath(path) }
}
