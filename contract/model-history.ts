import { parseJson } from './python-json.ts'
import { tagValue } from './tags.ts'
import type { Tag } from './values.ts'

/** The tag in which a run lists the models that a 2.x client logged, newest last. */
const HISTORY_TAG = 'mlflow.log-model.history'

/** The artifact paths of a run's models, newest first; [] if the tag is missing or was not written by MLflow. */
export function loggedPaths(tags: readonly Tag[] | undefined): string[] {
  try {
    const logged = parseJson(tagValue(tags, HISTORY_TAG) ?? '[]')
    return Array.isArray(logged) ? [...new Set(logged.toReversed().flatMap(pathOf))] : []
  } catch {
    return [] // cut off by a server's limit, or not written by MLflow
  }
}

const pathOf = (entry: unknown): string[] =>
  typeof entry === 'object' && entry !== null && 'artifact_path' in entry && typeof entry.artifact_path === 'string'
    ? [entry.artifact_path]
    : []
