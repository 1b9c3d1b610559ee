import { tagValue } from './tags.ts'
import type { Tag } from './values.ts'

/** Where a run keeps the models that a 2.x client logged: it lists them in a tag, newest last. */
const HISTORY_TAG = 'mlflow.log-model.history'

/** The paths of a run's models among its artifacts, newest first; [] where the tag is not there or not MLflow's. */
export function loggedPaths(tags: readonly Tag[] | undefined): string[] {
  try {
    const logged: unknown = JSON.parse(tagValue(tags, HISTORY_TAG) ?? '[]')
    return Array.isArray(logged) ? [...new Set(logged.toReversed().flatMap(pathOf))] : []
  } catch {
    return [] // cut off by a server's limit, or not written by MLflow; the models are still among the artifacts
  }
}

const pathOf = (entry: unknown): string[] =>
  typeof entry === 'object' && entry !== null && 'artifact_path' in entry && typeof entry.artifact_path === 'string'
    ? [entry.artifact_path]
    : []
