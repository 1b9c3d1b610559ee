import { paths } from './paths.ts'

/**
 * Finds our page for a link printed by an MLflow client or copied from MLflow's own UI, or undefined. `hash` is the
 * URL's fragment: `#/experiments/1/runs/<id>`, `#/models/<name>/versions/<n>`, …
 */
export function fromOldLink(hash: string): string | undefined {
  const [, path, query] = /^#(\/[^?]*)(?:\?(.*))?$/s.exec(hash) ?? []
  if (!path) return undefined
  for (const [pattern, to] of byPath) {
    const match = pattern.exec(path)
    if (match) return to(...match.slice(1).map(decode))
  }
  const named = new URLSearchParams(query)
  return byQuery.get(path.split('/')[1] ?? '')?.((name) => readJson(named.get(name)))
}

const byPath: [RegExp, (...parts: string[]) => string][] = [
  [/^\/$/, () => paths.models()],
  [
    /^\/experiments\/[^/]+\/runs\/([^/]+)\/(?:artifactPath|artifacts)(?:\/(.*))?$/,
    (run = '', path = '') => paths.runArtifacts(run, path),
  ],
  [/^\/experiments\/[^/]+\/runs\/([^/]+)\/(?:model|system)-metrics/, (run = '') => paths.runMetrics(run)],
  [/^(?:\/experiments\/[^/]+)?\/runs\/([^/]+)/, (run = '') => paths.run(run)],
  [
    /^\/experiments\/[^/]+\/models\/([^/]+)\/artifacts(?:\/(.*))?$/,
    (model = '', path = '') => paths.loggedModelArtifacts(model, path),
  ],
  [/^\/experiments\/[^/]+\/models\/([^/]+)/, (model = '') => paths.loggedModel(model)],
  [/^\/experiments\/([^/]+)/, (experiment = '') => paths.runs(experiment.split(','))],
  [/^\/experiments\/?$/, () => paths.experiments()],
  [/^\/models\/([^/]+)\/(?:versions\/)?(\d+)(?:\/|$)/, (name = '', version = '') => paths.version({ name, version })],
  [/^\/models\/([^/]+)/, (name = '') => paths.model(name)],
  [/^\/models\/?$/, () => paths.models()],
]

type Query = (name: string) => unknown

/** MLflow pages whose query names, as JSON, what they show. Where we have no such page, link to the thing itself. */
const byQuery = new Map<string, (query: Query) => string | undefined>([
  ['compare-runs', runsIn],
  ['compare-experiments', experimentsIn],
  ['metric', metricIn],
  ['compare-model-versions', modelIn],
])

function metricIn(query: Query): string {
  const [run, ...others] = texts(query('runs'))
  if (run !== undefined && others.length === 0) return paths.runMetrics(run)
  const one = query('metric')
  return runsIn(query, texts([...texts(query('plot_metric_keys')), one]))
}

function runsIn(query: Query, curves: readonly string[] = []): string {
  const [runs, experiments] = [texts(query('runs')), texts(query('experiments'))]
  return runs.length > 0 ? paths.compareRuns({ runs, experiments, curves }) : experimentsIn(query)
}

function modelIn(query: Query): string | undefined {
  const name = query('name')
  return typeof name === 'string' ? paths.model(decode(name)) : undefined
}

function experimentsIn(query: Query): string {
  const ids = texts(query('experiments'))
  return ids.length > 0 ? paths.runs(ids) : paths.experiments()
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined // the link is truncated
  }
}

function decode(text = ''): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a bare `%`
  }
}
