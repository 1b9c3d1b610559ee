import type { ArtifactOwner } from '#contract/artifact-url.ts'
import type { VersionId } from '#contract/versions.ts'

const segment = encodeURIComponent
/** Encodes each segment and keeps the slashes between them. */
const segments = (path: string) => path.split('/').map(segment).join('/')

type ComparedRuns = {
  runs?: readonly string[]
  experiments?: readonly string[]
  /** Of the search, as in the URL of the list of runs; `first` is its order, by that value of a metric `of` its points. */
  q?: string
  view?: string
  first?: string
  of?: 'min' | 'max' | 'mean' | undefined
  /** Which value of metrics is shown. */
  value?: string
  /** The charts that are shown, with commas between. */
  plots?: string
  /** The row by which the table is sorted, as in its URL. */
  sort?: string
  curves?: readonly string[]
}

/** Every link of the app is built here. */
export const paths = {
  models: () => '/models',
  model: (name: string) => `/models/${segment(name)}`,
  version: ({ name, version }: VersionId) => `/models/${segment(name)}/versions/${segment(version)}`,
  versionArtifacts: (id: VersionId, path = '') => tree(`${paths.version(id)}/artifacts`, path),
  /** `against` names the version to compare with, as `againstText` writes it. */
  versionChanges: (id: VersionId, against = '') =>
    `${paths.version(id)}/changes${against && `?${new URLSearchParams({ against })}`}`,
  versionActivity: (id: VersionId) => `${paths.version(id)}/activity`,
  modelActivity: (name: string) => `${paths.model(name)}/activity`,
  modelPolicy: (name: string) => `${paths.model(name)}/policy`,
  /** Versions side by side, also of several models. */
  compareVersions: (ids: readonly VersionId[]) =>
    `/compare?${new URLSearchParams(ids.map(({ name, version }) => ['version', `${name}@${version}`]))}`,
  health: () => '/registry/health',
  which: () => '/registry/which',
  reviews: () => '/reviews',
  settings: () => '/settings',
  profile: () => '/settings/profile',
  people: () => '/settings/people',
  /** Those of a model, or all. */
  webhooks: (model = '') => `/settings/webhooks${model && `?${new URLSearchParams({ model })}`}`,
  webhook: (id: string) => `/settings/webhooks/${segment(id)}`,
  audit: () => '/settings/audit',
  welcome: () => '/welcome',
  signedIn: () => '/signed-in',
  shared: () => '/shared',
  experiments: () => '/experiments',
  /** The runs of one or more experiments. */
  runs: (experimentIds: readonly string[]) =>
    `/experiments/${segment(experimentIds.join(',')).replaceAll('%2C', ',')}/runs`,
  /**
   * Runs side by side: those with these ids, or all that a search of the experiments finds; `curves` are metrics to draw.
   * The experiments of runs only help to find them.
   */
  compareRuns: ({ runs = [], experiments = [], curves = [], ...search }: ComparedRuns) =>
    `/compare/runs?${new URLSearchParams([
      ...(runs.length > 0 ? [['runs', runs.join(',')]] : []),
      ...(experiments.length > 0 ? [['experiments', experiments.join(',')]] : []),
      ...Object.entries(search).filter((entry): entry is [string, string] => !!entry[1]),
      ...curves.map((key) => ['curve', key]),
    ])}`.replaceAll('%2C', ','),
  run: (runId: string) => `/runs/${segment(runId)}`,
  runMetrics: (runId: string) => `/runs/${segment(runId)}/metrics`,
  runArtifacts: (runId: string, path = '') => tree(`/runs/${segment(runId)}/artifacts`, path),
  runModels: (runId: string) => `/runs/${segment(runId)}/models`,
  loggedModel: (modelId: string) => `/logged-models/${segment(modelId)}`,
  artifacts(owner: ArtifactOwner, path = ''): string {
    if ('run_id' in owner) return paths.runArtifacts(owner.run_id, path)
    return 'model_id' in owner ? paths.loggedModelArtifacts(owner.model_id, path) : paths.versionArtifacts(owner, path)
  },
  loggedModelArtifacts: (modelId: string, path = '') => tree(`/logged-models/${segment(modelId)}/artifacts`, path),
}

const tree = (root: string, path: string) => (path ? `${root}/${segments(path)}` : root)

/** The fragment that leads to “Use this model” on the page of a model or a version. */
export const USE_HASH = '#use'
