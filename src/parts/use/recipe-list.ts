import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import type { ModelUri } from '#contract/model-uri.ts'
import { isPyfunc, nativeLoader } from '../../domain/model-flavors.ts'
import type { OwnExample } from './own-example.ts'
import { python, shell } from './quote.ts'

/** A recipe: a title and code. */
export type Recipe = { title: string; note?: string } & (
  | { code: string; /** Label of the copy button. */ what: string }
  /** Nothing to run: the note says why. */
  | { code?: never; what?: never }
)

/** What the recipes are about. */
export type Subject = {
  /** The URI that a client loads: `models:/name/3`. */
  uri: string
  /** The same URI, parsed. */
  parsed: ModelUri
  /** The model's name and the version of the page. */
  name: string
  version: string
  /** The tracking URI of this server. */
  trackingUri: string
  /** The parsed MLmodel file, once loaded. */
  model?: MlModel | undefined
  /** The model's own input example, if it has one that can be read. */
  example?: OwnExample | undefined
  /** The name of a file in the version's folder, if one is known. */
  aFile?: string | undefined
  /** The libraries to install, if a file lists them. */
  libraries?: Libraries | null | undefined
}

/** The uses in tab order; a use's recipes are built when its tab opens. */
export const uses = [
  { id: 'python', label: 'Python' },
  { id: 'spark', label: 'Spark' },
  { id: 'batch', label: 'Batch' },
  { id: 'serve', label: 'Real time' },
  { id: 'download', label: 'Download' },
  { id: 'ci', label: 'CI/CD' },
] as const
export type Use = (typeof uses)[number]['id']

/**
 * The uses that a model's flavours allow. MLflow scores only models with the python_function flavour, and loads nothing
 * from a non-model (null). Anything can be downloaded, and wait for approval. With unreadable files (undefined), everything may work.
 */
export function usesOf(model: MlModel | null | undefined): readonly (typeof uses)[number][] {
  if (model === undefined || (model && isPyfunc(model))) return uses
  const hasLoader = model !== null && nativeLoader(model) !== undefined
  return uses.filter(({ id }) => id === 'download' || id === 'ci' || (id === 'python' && hasLoader))
}

export const pythonStart = (trackingUri: string, imports: readonly string[] = []): string =>
  `${['mlflow', ...imports]
    .toSorted()
    .map((name) => `import ${name}`)
    .join('\n')}\n\nmlflow.set_tracking_uri(${python(trackingUri)})\n`

export const shellStart = (trackingUri: string): string => `export MLFLOW_TRACKING_URI=${shell(trackingUri)}\n`
