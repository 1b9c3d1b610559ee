import type * as z from 'zod/mini'
import * as artifacts from './artifacts.ts'
import * as experiments from './experiments.ts'
import * as loggedModels from './logged-models.ts'
import * as models from './models.ts'
import * as runs from './runs.ts'
import { nothing, type Wire } from './values.ts'
import * as versions from './versions.ts'

type Schema = z.ZodMiniType
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

function endpoint<I extends Schema, O extends Schema = typeof nothing>(
  kind: 'read' | 'write',
  /** The first is the one the client sends; the server answers all. */
  methods: readonly [Method, ...Method[]],
  /** Below `/api/2.0/mlflow/` and `/ajax-api/2.0/mlflow/`; `{x}` is taken from the input. */
  path: string,
  io: { input: I; output?: O },
) {
  // With no output declared the answer is `{}`, which is what O then defaults to.
  return { kind, methods, path, input: io.input, output: (io.output ?? nothing) as O }
}

const read = ['GET'] as const
const ask = ['POST'] as const
const either = ['GET', 'POST'] as const
const post = ['POST'] as const
const patch = ['PATCH'] as const
const remove = ['DELETE'] as const

/** Every JSON call of the MLflow API that we speak (rest-contract §2–§7); byte routes are in artifacts.ts. */
export const endpoints = {
  createExperiment: endpoint('write', post, 'experiments/create', experiments.createExperiment),
  getExperiment: endpoint('read', read, 'experiments/get', experiments.getExperiment),
  getExperimentByName: endpoint('read', read, 'experiments/get-by-name', experiments.getExperimentByName),
  searchExperiments: endpoint('read', ['POST', 'GET'], 'experiments/search', experiments.searchExperiments),
  updateExperiment: endpoint('write', post, 'experiments/update', experiments.updateExperiment),
  deleteExperiment: endpoint('write', post, 'experiments/delete', { input: experiments.experimentId }),
  restoreExperiment: endpoint('write', post, 'experiments/restore', { input: experiments.experimentId }),
  setExperimentTag: endpoint('write', post, 'experiments/set-experiment-tag', experiments.setExperimentTag),
  deleteExperimentTag: endpoint('write', post, 'experiments/delete-experiment-tag', experiments.deleteExperimentTag),
  searchDatasets: endpoint('read', ask, 'experiments/search-datasets', experiments.searchDatasets),

  createRun: endpoint('write', post, 'runs/create', runs.createRun),
  updateRun: endpoint('write', post, 'runs/update', runs.updateRun),
  getRun: endpoint('read', read, 'runs/get', runs.getRun),
  deleteRun: endpoint('write', post, 'runs/delete', runs.deleteRun),
  restoreRun: endpoint('write', post, 'runs/restore', runs.restoreRun),
  searchRuns: endpoint('read', ask, 'runs/search', runs.searchRuns),
  logMetric: endpoint('write', post, 'runs/log-metric', runs.logMetric),
  logParam: endpoint('write', post, 'runs/log-parameter', runs.logParam),
  setRunTag: endpoint('write', post, 'runs/set-tag', runs.setRunTag),
  deleteRunTag: endpoint('write', post, 'runs/delete-tag', runs.deleteRunTag),
  logBatch: endpoint('write', post, 'runs/log-batch', runs.logBatch),
  logInputs: endpoint('write', post, 'runs/log-inputs', runs.logInputs),
  logOutputs: endpoint('write', post, 'runs/outputs', runs.logOutputs),
  logModel: endpoint('write', post, 'runs/log-model', runs.logModel),
  getMetricHistory: endpoint('read', read, 'metrics/get-history', runs.getMetricHistory),
  getMetricHistoryBulk: endpoint('read', read, 'metrics/get-history-bulk', runs.getMetricHistoryBulk),
  getMetricHistoryBulkInterval: endpoint(
    'read',
    read,
    'metrics/get-history-bulk-interval',
    runs.getMetricHistoryBulkInterval,
  ),

  createLoggedModel: endpoint('write', post, 'logged-models', loggedModels.createLoggedModel),
  searchLoggedModels: endpoint('read', ask, 'logged-models/search', loggedModels.searchLoggedModels),
  getLoggedModel: endpoint('read', read, 'logged-models/{model_id}', loggedModels.getLoggedModel),
  finalizeLoggedModel: endpoint('write', patch, 'logged-models/{model_id}', loggedModels.finalizeLoggedModel),
  deleteLoggedModel: endpoint('write', remove, 'logged-models/{model_id}', loggedModels.deleteLoggedModel),
  logLoggedModelParams: endpoint('write', post, 'logged-models/{model_id}/params', loggedModels.logLoggedModelParams),
  setLoggedModelTags: endpoint('write', patch, 'logged-models/{model_id}/tags', loggedModels.setLoggedModelTags),
  deleteLoggedModelTag: endpoint(
    'write',
    remove,
    'logged-models/{model_id}/tags/{key}',
    loggedModels.deleteLoggedModelTag,
  ),
  listLoggedModelArtifacts: endpoint(
    'read',
    read,
    'logged-models/{model_id}/artifacts/directories',
    loggedModels.listLoggedModelArtifacts,
  ),

  createModel: endpoint('write', post, 'registered-models/create', models.createModel),
  getModel: endpoint('read', read, 'registered-models/get', models.getModel),
  updateModel: endpoint('write', patch, 'registered-models/update', models.updateModel),
  renameModel: endpoint('write', post, 'registered-models/rename', models.renameModel),
  deleteModel: endpoint('write', remove, 'registered-models/delete', models.deleteModel),
  searchModels: endpoint('read', read, 'registered-models/search', models.searchModels),
  getLatestVersions: endpoint('read', either, 'registered-models/get-latest-versions', models.getLatestVersions),
  setModelTag: endpoint('write', post, 'registered-models/set-tag', models.setModelTag),
  deleteModelTag: endpoint('write', remove, 'registered-models/delete-tag', models.deleteModelTag),
  setAlias: endpoint('write', post, 'registered-models/alias', models.setAlias),
  deleteAlias: endpoint('write', remove, 'registered-models/alias', models.deleteAlias),
  getVersionByAlias: endpoint('read', read, 'registered-models/alias', models.getVersionByAlias),

  createVersion: endpoint('write', post, 'model-versions/create', versions.createVersion),
  getVersion: endpoint('read', read, 'model-versions/get', versions.getVersion),
  updateVersion: endpoint('write', patch, 'model-versions/update', versions.updateVersion),
  transitionStage: endpoint('write', post, 'model-versions/transition-stage', versions.transitionStage),
  deleteVersion: endpoint('write', remove, 'model-versions/delete', versions.deleteVersion),
  searchVersions: endpoint('read', read, 'model-versions/search', versions.searchVersions),
  getDownloadUri: endpoint('read', read, 'model-versions/get-download-uri', versions.getDownloadUri),
  setVersionTag: endpoint('write', post, 'model-versions/set-tag', versions.setVersionTag),
  deleteVersionTag: endpoint('write', remove, 'model-versions/delete-tag', versions.deleteVersionTag),

  listArtifacts: endpoint('read', read, 'artifacts/list', artifacts.listArtifacts),
} as const

export type EndpointName = keyof typeof endpoints
/** What a caller passes. */
export type Input<N extends EndpointName> = z.input<(typeof endpoints)[N]['input']>
/** What a caller gets. */
export type Output<N extends EndpointName> = z.output<(typeof endpoints)[N]['output']>
/** What the server's route gets, once checked. */
export type Checked<N extends EndpointName> = z.output<(typeof endpoints)[N]['input']>
/** What the server's route answers. */
export type Answer<N extends EndpointName> = Wire<Output<N>>
