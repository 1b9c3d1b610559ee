import type { VersionId } from '#contract/versions.ts'

const segment = encodeURIComponent
/** Each segment encoded, the slashes between them kept. */
const segments = (path: string) => path.split('/').map(segment).join('/')

/** Every link of the app is built here. */
export const paths = {
  models: () => '/models',
  model: (name: string) => `/models/${segment(name)}`,
  version: ({ name, version }: VersionId) => `/models/${segment(name)}/versions/${segment(version)}`,
  versionArtifacts: (id: VersionId, path = '') => tree(`${paths.version(id)}/artifacts`, path),
  settings: () => '/settings',
  experiments: () => '/experiments',
  /** Runs of one or several experiments. */
  runs: (experimentIds: readonly string[]) =>
    `/experiments/${segment(experimentIds.join(',')).replaceAll('%2C', ',')}/runs`,
  run: (runId: string) => `/runs/${segment(runId)}`,
  runMetrics: (runId: string) => `/runs/${segment(runId)}/metrics`,
  runArtifacts: (runId: string, path = '') => tree(`/runs/${segment(runId)}/artifacts`, path),
  runModels: (runId: string) => `/runs/${segment(runId)}/models`,
  loggedModel: (modelId: string) => `/logged-models/${segment(modelId)}`,
  loggedModelArtifacts: (modelId: string, path = '') => tree(`/logged-models/${segment(modelId)}/artifacts`, path),
}

const tree = (root: string, path: string) => (path ? `${root}/${segments(path)}` : root)

/**
 * The page that a link printed by an MLflow client or kept from MLflow's own UI means, or undefined.
 * `hash` is the URL's fragment: `#/experiments/1/runs/<id>`, `#/models/<name>/versions/<n>`, …
 */
export function fromOldLink(hash: string): string | undefined {
  const path = /^#(\/[^?]*)/.exec(hash)?.[1]
  if (!path) return undefined
  for (const [pattern, to] of oldLinks) {
    const match = pattern.exec(path)
    if (match) return to(...match.slice(1).map(decode))
  }
  return path === '/' ? paths.models() : undefined
}

const oldLinks: [RegExp, (...parts: string[]) => string][] = [
  [
    /^\/experiments\/[^/]+\/runs\/([^/]+)\/(?:artifactPath|artifacts)\/(.+)$/,
    (run = '', path) => paths.runArtifacts(run, path),
  ],
  [/^\/experiments\/[^/]+\/runs\/([^/]+)\/artifacts$/, (run = '') => paths.runArtifacts(run)],
  [/^\/experiments\/[^/]+\/runs\/([^/]+)/, (run = '') => paths.run(run)],
  [/^\/experiments\/[^/]+\/models\/([^/]+)/, (model = '') => paths.loggedModel(model)],
  [/^\/experiments\/([^/]+)/, (experiment = '') => paths.runs(experiment.split(','))],
  [/^\/experiments\/?$/, () => paths.experiments()],
  [/^\/models\/([^/]+)\/(?:versions\/)?(\d+)/, (name = '', version = '') => paths.version({ name, version })],
  [/^\/models\/([^/]+)/, (name = '') => paths.model(name)],
  [/^\/models\/?$/, () => paths.models()],
]

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a `%` that was never encoded
  }
}
