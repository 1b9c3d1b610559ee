import { mlflowCalls } from '#contract/calls.ts'
import { ApiError } from '#contract/errors.ts'
import { objectIn } from './answers.ts'
import type { Limits } from './attempts.ts'
import { callIn } from './families.ts'

type Name = keyof typeof mlflowCalls

/** What each call does, in words that complete “You can’t …”. */
const actions: Record<Name, string> = {
  createExperiment: 'create an experiment',
  getExperiment: 'see this experiment',
  getExperimentByName: 'see this experiment',
  searchExperiments: 'list experiments',
  updateExperiment: 'rename this experiment',
  deleteExperiment: 'delete this experiment',
  restoreExperiment: 'restore this experiment',
  setExperimentTag: 'change the experiment’s tags or description',
  deleteExperimentTag: 'change the experiment’s tags',
  searchDatasets: 'see the datasets',
  createRun: 'create a run',
  updateRun: 'change this run',
  getRun: 'see this run',
  deleteRun: 'delete this run',
  restoreRun: 'restore this run',
  searchRuns: 'list the runs',
  logMetric: 'log metrics',
  logParam: 'log parameters',
  setRunTag: 'change the run’s tags or description',
  deleteRunTag: 'change the run’s tags',
  logBatch: 'log to this run',
  logInputs: 'log inputs',
  logOutputs: 'log outputs',
  logModel: 'log a model',
  getMetricHistory: 'see the metrics',
  getMetricHistoryBulk: 'see the metrics',
  getMetricHistoryBulkInterval: 'see the metrics',
  createLoggedModel: 'log a model',
  searchLoggedModels: 'list the logged models',
  getLoggedModel: 'see this logged model',
  finalizeLoggedModel: 'change the status of this logged model',
  deleteLoggedModel: 'delete this logged model',
  logLoggedModelParams: 'log parameters',
  setLoggedModelTags: 'change the logged model’s tags',
  deleteLoggedModelTag: 'change the logged model’s tags',
  listLoggedModelArtifacts: 'see the files',
  createModel: 'create a model',
  getModel: 'see this model',
  updateModel: 'change the description',
  renameModel: 'rename this model',
  deleteModel: 'delete this model',
  searchModels: 'list the models',
  getLatestVersions: 'see this model’s versions',
  setModelTag: 'change the model’s tags',
  deleteModelTag: 'change the model’s tags',
  setAlias: 'set an alias',
  deleteAlias: 'remove an alias',
  getVersionByAlias: 'see this version',
  createVersion: 'register a version',
  getVersion: 'see this version',
  updateVersion: 'change the description',
  transitionStage: 'change the stage',
  deleteVersion: 'delete this version',
  searchVersions: 'list versions',
  getDownloadUri: 'see where the files are',
  setVersionTag: 'change the version’s tags',
  deleteVersionTag: 'change the version’s tags',
  listArtifacts: 'see the files',
}

/** The calls with a pattern for their path; `{x}` stands for one segment. */
const known = (Object.keys(mlflowCalls) as Name[]).map((name) => ({
  name,
  methods: mlflowCalls[name].methods as readonly string[],
  pattern: new RegExp(`^${mlflowCalls[name].path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}))

export type ForwardOptions = {
  /** `pass-through`: forwards each person's own Authorization and does not use the operator's. */
  auth: 'operator' | 'pass-through'
  limits: Limits
}

const OPERATOR = 'the MLflow account that this server uses'

/** Whose permissions at the MLflow server count, for a sentence. */
export const readerOf = (auth: ForwardOptions['auth']): string => (auth === 'operator' ? OPERATOR : 'you')

type Denied = {
  method: string
  /** Below the base path. */
  path: string
  /** With the query. */
  url: string
  body?: unknown
  auth: ForwardOptions['auth']
}

/** What a 403 of the MLflow server means: what can’t be done, and which permission on what is missing. */
export function deniedText({ method, path, url, body, auth }: Denied): string {
  const whose = auth === 'operator' ? ` for ${OPERATOR}` : ''
  const call = callIn(path)
  for (const { name, methods, pattern } of known) {
    const found = methods.includes(method) ? pattern.exec(call) : null
    if (!found) continue
    const input = { ...queryOf(url), ...objectIn(String(body)), ...found.groups }
    return `You can’t ${actions[name]}: this needs ${needed(name, input)}${whose}.`
  }
  const input = queryOf(url)
  if (/^\/(?:get-artifact|model-versions\/get-artifact)$|\/artifacts\/files$/.test(path))
    return `You can’t read this file: this needs READ permission on ${subjectOf(input)}${whose}.`
  return `You don’t have permission for ${method} ${call}${whose && ` with ${OPERATOR}`}.`
}

function needed(name: Name, input: Input): string {
  const { needs } = mlflowCalls[name]
  if (needs === 'CREATE') return `permission to create ${name === 'createModel' ? 'models' : 'experiments'}`
  return `${needs} permission on ${subjectOf(input)}`
}

type Input = Record<string, unknown>

/** The object whose permission counts, as MLflow’s basic-auth app has them: a registered model or an experiment. */
function subjectOf({ name, experiment_id, run_id, run_uuid, model_id }: Input): string {
  if (typeof name === 'string') return `the model “${name}”`
  if (experiment_id) return `the experiment ${String(experiment_id)}`
  if (run_id || run_uuid) return 'the experiment of this run'
  return model_id ? 'the experiment of this logged model' : 'this object'
}

const queryOf = (url: string): Input => Object.fromEntries(new URL(url).searchParams)

/** What somebody is told who does not manage `what` in front of an MLflow server (docs/reviews.md §7). */
export function notAllowed(auth: ForwardOptions['auth'], what: string): ApiError {
  const who =
    auth === 'operator'
      ? 'people whom --admins names and a proxy signs in (--user-header)'
      : 'people who manage it on the MLflow server'
  return new ApiError('PERMISSION_DENIED', `Only ${who} may do this for ${what}.`)
}
