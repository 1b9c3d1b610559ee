type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

type ApiCall = {
  kind: 'read' | 'write'
  /** The client sends the first; the server accepts all. */
  methods: readonly [Method, ...Method[]]
  /** Below `/api/2.0/mlflow/` and `/ajax-api/2.0/mlflow/`; `{x}` is taken from the input. */
  path: string
}

const read = ['GET'] as const
const ask = ['POST'] as const
const either = ['GET', 'POST'] as const
const post = ['POST'] as const
const patch = ['PATCH'] as const
const remove = ['DELETE'] as const

/**
 * Method and path of every JSON call of the MLflow API that we use (docs/rest-contract.md §2–§7). artifacts.ts has the byte
 * routes. The schemas of input and output are in endpoints.ts, so that the browser need not load them.
 */
export const calls = {
  createExperiment: { kind: 'write', methods: post, path: 'experiments/create' },
  getExperiment: { kind: 'read', methods: read, path: 'experiments/get' },
  getExperimentByName: { kind: 'read', methods: read, path: 'experiments/get-by-name' },
  searchExperiments: { kind: 'read', methods: ['POST', 'GET'], path: 'experiments/search' },
  updateExperiment: { kind: 'write', methods: post, path: 'experiments/update' },
  deleteExperiment: { kind: 'write', methods: post, path: 'experiments/delete' },
  restoreExperiment: { kind: 'write', methods: post, path: 'experiments/restore' },
  setExperimentTag: { kind: 'write', methods: post, path: 'experiments/set-experiment-tag' },
  deleteExperimentTag: { kind: 'write', methods: post, path: 'experiments/delete-experiment-tag' },
  searchDatasets: { kind: 'read', methods: ask, path: 'experiments/search-datasets' },

  createRun: { kind: 'write', methods: post, path: 'runs/create' },
  updateRun: { kind: 'write', methods: post, path: 'runs/update' },
  getRun: { kind: 'read', methods: read, path: 'runs/get' },
  deleteRun: { kind: 'write', methods: post, path: 'runs/delete' },
  restoreRun: { kind: 'write', methods: post, path: 'runs/restore' },
  searchRuns: { kind: 'read', methods: ask, path: 'runs/search' },
  logMetric: { kind: 'write', methods: post, path: 'runs/log-metric' },
  logParam: { kind: 'write', methods: post, path: 'runs/log-parameter' },
  setRunTag: { kind: 'write', methods: post, path: 'runs/set-tag' },
  deleteRunTag: { kind: 'write', methods: post, path: 'runs/delete-tag' },
  logBatch: { kind: 'write', methods: post, path: 'runs/log-batch' },
  logInputs: { kind: 'write', methods: post, path: 'runs/log-inputs' },
  logOutputs: { kind: 'write', methods: post, path: 'runs/outputs' },
  logModel: { kind: 'write', methods: post, path: 'runs/log-model' },
  getMetricHistory: { kind: 'read', methods: read, path: 'metrics/get-history' },
  getMetricHistoryBulk: { kind: 'read', methods: read, path: 'metrics/get-history-bulk' },
  getMetricHistoryBulkInterval: { kind: 'read', methods: read, path: 'metrics/get-history-bulk-interval' },

  createLoggedModel: { kind: 'write', methods: post, path: 'logged-models' },
  searchLoggedModels: { kind: 'read', methods: ask, path: 'logged-models/search' },
  getLoggedModel: { kind: 'read', methods: read, path: 'logged-models/{model_id}' },
  finalizeLoggedModel: { kind: 'write', methods: patch, path: 'logged-models/{model_id}' },
  deleteLoggedModel: { kind: 'write', methods: remove, path: 'logged-models/{model_id}' },
  logLoggedModelParams: { kind: 'write', methods: post, path: 'logged-models/{model_id}/params' },
  setLoggedModelTags: { kind: 'write', methods: patch, path: 'logged-models/{model_id}/tags' },
  deleteLoggedModelTag: { kind: 'write', methods: remove, path: 'logged-models/{model_id}/tags/{key}' },
  listLoggedModelArtifacts: { kind: 'read', methods: read, path: 'logged-models/{model_id}/artifacts/directories' },

  createModel: { kind: 'write', methods: post, path: 'registered-models/create' },
  getModel: { kind: 'read', methods: read, path: 'registered-models/get' },
  updateModel: { kind: 'write', methods: patch, path: 'registered-models/update' },
  renameModel: { kind: 'write', methods: post, path: 'registered-models/rename' },
  deleteModel: { kind: 'write', methods: remove, path: 'registered-models/delete' },
  searchModels: { kind: 'read', methods: read, path: 'registered-models/search' },
  getLatestVersions: { kind: 'read', methods: either, path: 'registered-models/get-latest-versions' },
  setModelTag: { kind: 'write', methods: post, path: 'registered-models/set-tag' },
  deleteModelTag: { kind: 'write', methods: remove, path: 'registered-models/delete-tag' },
  setAlias: { kind: 'write', methods: post, path: 'registered-models/alias' },
  deleteAlias: { kind: 'write', methods: remove, path: 'registered-models/alias' },
  getVersionByAlias: { kind: 'read', methods: read, path: 'registered-models/alias' },

  createVersion: { kind: 'write', methods: post, path: 'model-versions/create' },
  getVersion: { kind: 'read', methods: read, path: 'model-versions/get' },
  updateVersion: { kind: 'write', methods: patch, path: 'model-versions/update' },
  transitionStage: { kind: 'write', methods: post, path: 'model-versions/transition-stage' },
  deleteVersion: { kind: 'write', methods: remove, path: 'model-versions/delete' },
  searchVersions: { kind: 'read', methods: read, path: 'model-versions/search' },
  getDownloadUri: { kind: 'read', methods: read, path: 'model-versions/get-download-uri' },
  setVersionTag: { kind: 'write', methods: post, path: 'model-versions/set-tag' },
  deleteVersionTag: { kind: 'write', methods: remove, path: 'model-versions/delete-tag' },

  listArtifacts: { kind: 'read', methods: read, path: 'artifacts/list' },
} as const satisfies Record<string, ApiCall>
