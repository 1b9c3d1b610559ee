import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import type { ModelUri } from '#contract/model-uri.ts'
import { isPyfunc, nativeLoader } from '../../domain/model-flavors.ts'
import { python, shell } from './quote.ts'

/** One thing to do with a model: what it is, and the code for it. */
export type Recipe = { title: string; note?: string } & (
  | { code: string; /** For the copy button. */ what: string }
  /** There is nothing to run: the note says why. */
  | { code?: never; what?: never }
)

/** What the recipes are written for. */
export type Subject = {
  /** What a client loads: `models:/name/3`. */
  uri: string
  /** The same in its parts. */
  parsed: ModelUri
  /** The model's name, and the number of the version whose page this is. */
  name: string
  version: string
  /** This server. */
  trackingUri: string
  /** What the MLmodel file says, once it is known. */
  model?: MlModel | undefined
  /** What it needs installed, where one of its files says so. */
  libraries?: Libraries | null | undefined
}

/** The kinds of use, in the order of their tabs; the recipes of each come when its tab is open. */
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
 * The uses that a model's flavours allow. MLflow scores only what has the flavour python_function, and loads nothing of
 * what is no model (null). Of a model whose files cannot be read (undefined) everything may work.
 */
export function usesOf(model: MlModel | null | undefined): readonly (typeof uses)[number][] {
  if (model === undefined || (model && isPyfunc(model))) return uses
  const hasLoader = model !== null && nativeLoader(model) !== undefined
  return uses.filter(({ id }) => id === 'download' || (id === 'python' && hasLoader))
}

export const pythonStart = (trackingUri: string, imports: readonly string[] = []): string =>
  `${['mlflow', ...imports]
    .toSorted()
    .map((name) => `import ${name}`)
    .join('\n')}\n\nmlflow.set_tracking_uri(${python(trackingUri)})\n`

export const shellStart = (trackingUri: string): string => `export MLFLOW_TRACKING_URI=${shell(trackingUri)}\n`
