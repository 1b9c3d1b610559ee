import { parseJson } from './python-json.ts'
import { tagValue } from './tags.ts'
import type { Tag } from './values.ts'

/** The tag in which a run lists the models that a 2.x client logged, newest last. */
export const HISTORY_TAG = 'mlflow.log-model.history'

/** The artifact paths of a run's models, newest first; [] if the tag is missing or was not written by MLflow. */
export const loggedPaths = (tags: readonly Tag[] | undefined): string[] => [
  ...new Set(entriesOf(historyIn(tags)).toReversed().flatMap(pathOf)),
]

/** Whether MLflow wrote requirements.txt into the model at this path, as it does if it names an environment for virtualenv. */
export const toldRequirements = (tags: readonly Tag[] | undefined, path: string): boolean =>
  entriesOf(historyIn(tags)).some(
    (entry) =>
      pathOf(entry).includes(path) &&
      typeof ['flavors', 'python_function', 'env', 'virtualenv'].reduce(fieldOf, entry) === 'string',
  )

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** The value of that tag. */
export const historyIn = (tags: readonly Tag[] | undefined): string | undefined => tagValue(tags, HISTORY_TAG)

/** The flavors of the model that a version with this source was registered from, or of all if none is known to be it. */
export function flavorsOf(history: string | undefined, source: string): string[] {
  const entries = entriesOf(history)
  const own = entries.filter((entry) => pathOf(entry).some((path) => isSource(source, path)))
  return [...new Set((own.length > 0 ? own : entries).flatMap(flavorsIn))]
}

/** `models:/m-1` is `mlflow-artifacts:/1/models/m-1/artifacts`, and `mlflow-artifacts:/1/run/artifacts/model` is `model`. */
function isSource(source: string, path: string): boolean {
  const id = /\bm-[0-9a-f]{32}\b/
  const logged = id.exec(source)?.[0]
  return logged === undefined ? source === path || source.endsWith(`/${path}`) : logged === id.exec(path)?.[0]
}

function flavorsIn(entry: unknown): string[] {
  const flavors = typeof entry === 'object' && entry !== null && 'flavors' in entry ? entry.flavors : undefined
  return typeof flavors === 'object' && flavors !== null ? Object.keys(flavors) : []
}

function entriesOf(history = '[]'): unknown[] {
  try {
    const logged = parseJson(history)
    return Array.isArray(logged) ? logged : []
  } catch {
    return [] // cut off by a server's limit, or not written by MLflow
  }
}

const pathOf = (entry: unknown): string[] =>
  typeof entry === 'object' && entry !== null && 'artifact_path' in entry && typeof entry.artifact_path === 'string'
    ? [entry.artifact_path]
    : []
