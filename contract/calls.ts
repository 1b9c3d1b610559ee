type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What MLflow's basic-auth app requires: a permission on the model or experiment, or the right to create new ones. */
export type Needs = 'READ' | 'EDIT' | 'MANAGE' | 'CREATE'

type ApiCall = {
  kind: 'read' | 'write'
  needs: Needs
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
 * routes. The schemas of input and output are in endpoints.ts, so that the browser need not load them. A real MLflow server
 * answers these too.
 */
export const mlflowCalls = {
  createExperiment: { kind: 'write', needs: 'CREATE', methods: post, path: 'experiments/create' },
  getExperiment: { kind: 'read', needs: 'READ', methods: read, path: 'experiments/get' },
  getExperimentByName: { kind: 'read', needs: 'READ', methods: read, path: 'experiments/get-by-name' },
  searchExperiments: { kind: 'read', needs: 'READ', methods: ['POST', 'GET'], path: 'experiments/search' },
  updateExperiment: { kind: 'write', needs: 'EDIT', methods: post, path: 'experiments/update' },
  deleteExperiment: { kind: 'write', needs: 'MANAGE', methods: post, path: 'experiments/delete' },
  restoreExperiment: { kind: 'write', needs: 'MANAGE', methods: post, path: 'experiments/restore' },
  setExperimentTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'experiments/set-experiment-tag' },
  deleteExperimentTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'experiments/delete-experiment-tag' },
  searchDatasets: { kind: 'read', needs: 'READ', methods: ask, path: 'experiments/search-datasets' },

  createRun: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/create' },
  updateRun: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/update' },
  getRun: { kind: 'read', needs: 'READ', methods: read, path: 'runs/get' },
  deleteRun: { kind: 'write', needs: 'MANAGE', methods: post, path: 'runs/delete' },
  restoreRun: { kind: 'write', needs: 'MANAGE', methods: post, path: 'runs/restore' },
  searchRuns: { kind: 'read', needs: 'READ', methods: ask, path: 'runs/search' },
  logMetric: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/log-metric' },
  logParam: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/log-parameter' },
  setRunTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/set-tag' },
  deleteRunTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/delete-tag' },
  logBatch: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/log-batch' },
  logInputs: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/log-inputs' },
  logOutputs: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/outputs' },
  logModel: { kind: 'write', needs: 'EDIT', methods: post, path: 'runs/log-model' },
  getMetricHistory: { kind: 'read', needs: 'READ', methods: read, path: 'metrics/get-history' },
  getMetricHistoryBulk: { kind: 'read', needs: 'READ', methods: read, path: 'metrics/get-history-bulk' },
  getMetricHistoryBulkInterval: {
    kind: 'read',
    needs: 'READ',
    methods: read,
    path: 'metrics/get-history-bulk-interval',
  },

  createLoggedModel: { kind: 'write', needs: 'EDIT', methods: post, path: 'logged-models' },
  searchLoggedModels: { kind: 'read', needs: 'READ', methods: ask, path: 'logged-models/search' },
  getLoggedModel: { kind: 'read', needs: 'READ', methods: read, path: 'logged-models/{model_id}' },
  finalizeLoggedModel: { kind: 'write', needs: 'EDIT', methods: patch, path: 'logged-models/{model_id}' },
  deleteLoggedModel: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'logged-models/{model_id}' },
  logLoggedModelParams: { kind: 'write', needs: 'EDIT', methods: post, path: 'logged-models/{model_id}/params' },
  setLoggedModelTags: { kind: 'write', needs: 'EDIT', methods: patch, path: 'logged-models/{model_id}/tags' },
  deleteLoggedModelTag: { kind: 'write', needs: 'EDIT', methods: remove, path: 'logged-models/{model_id}/tags/{key}' },
  listLoggedModelArtifacts: {
    kind: 'read',
    needs: 'READ',
    methods: read,
    path: 'logged-models/{model_id}/artifacts/directories',
  },

  createModel: { kind: 'write', needs: 'CREATE', methods: post, path: 'registered-models/create' },
  getModel: { kind: 'read', needs: 'READ', methods: read, path: 'registered-models/get' },
  updateModel: { kind: 'write', needs: 'EDIT', methods: patch, path: 'registered-models/update' },
  renameModel: { kind: 'write', needs: 'EDIT', methods: post, path: 'registered-models/rename' },
  deleteModel: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'registered-models/delete' },
  searchModels: { kind: 'read', needs: 'READ', methods: read, path: 'registered-models/search' },
  getLatestVersions: { kind: 'read', needs: 'READ', methods: either, path: 'registered-models/get-latest-versions' },
  setModelTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'registered-models/set-tag' },
  deleteModelTag: { kind: 'write', needs: 'EDIT', methods: remove, path: 'registered-models/delete-tag' },
  setAlias: { kind: 'write', needs: 'EDIT', methods: post, path: 'registered-models/alias' },
  deleteAlias: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'registered-models/alias' },
  getVersionByAlias: { kind: 'read', needs: 'READ', methods: read, path: 'registered-models/alias' },

  createVersion: { kind: 'write', needs: 'EDIT', methods: post, path: 'model-versions/create' },
  getVersion: { kind: 'read', needs: 'READ', methods: read, path: 'model-versions/get' },
  updateVersion: { kind: 'write', needs: 'EDIT', methods: patch, path: 'model-versions/update' },
  transitionStage: { kind: 'write', needs: 'EDIT', methods: post, path: 'model-versions/transition-stage' },
  deleteVersion: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'model-versions/delete' },
  searchVersions: { kind: 'read', needs: 'READ', methods: read, path: 'model-versions/search' },
  getDownloadUri: { kind: 'read', needs: 'READ', methods: read, path: 'model-versions/get-download-uri' },
  setVersionTag: { kind: 'write', needs: 'EDIT', methods: post, path: 'model-versions/set-tag' },
  deleteVersionTag: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'model-versions/delete-tag' },

  listArtifacts: { kind: 'read', needs: 'READ', methods: read, path: 'artifacts/list' },
} as const satisfies Record<string, ApiCall>

/** The calls of the workspace registry (contract/reviews.ts), which no MLflow server has. */
export const reviewCalls = {
  createTransitionRequest: { kind: 'write', needs: 'READ', methods: post, path: 'transition-requests/create' },
  listTransitionRequests: { kind: 'read', needs: 'READ', methods: read, path: 'transition-requests/list' },
  approveTransitionRequest: { kind: 'write', needs: 'EDIT', methods: post, path: 'transition-requests/approve' },
  rejectTransitionRequest: { kind: 'write', needs: 'EDIT', methods: post, path: 'transition-requests/reject' },
  deleteTransitionRequest: { kind: 'write', needs: 'READ', methods: remove, path: 'transition-requests/delete' },
  createComment: { kind: 'write', needs: 'READ', methods: post, path: 'comments/create' },
  updateComment: { kind: 'write', needs: 'READ', methods: patch, path: 'comments/update' },
  deleteComment: { kind: 'write', needs: 'READ', methods: remove, path: 'comments/delete' },
  getWorkspaceModel: { kind: 'read', needs: 'READ', methods: read, path: 'databricks/registered-models/get' },
  moveWorkspaceVersion: {
    kind: 'write',
    needs: 'EDIT',
    methods: post,
    path: 'databricks/model-versions/transition-stage',
  },
} as const satisfies Record<string, ApiCall>

/** Webhooks (contract/webhooks/schemas.ts): MLflow's own calls, which a server before 3 lacks, and those of the workspace registry. */
export const webhookCalls = {
  createWebhook: { kind: 'write', needs: 'MANAGE', methods: post, path: 'webhooks' },
  listWebhooks: { kind: 'read', needs: 'MANAGE', methods: read, path: 'webhooks' },
  getWebhook: { kind: 'read', needs: 'MANAGE', methods: read, path: 'webhooks/{webhook_id}' },
  updateWebhook: { kind: 'write', needs: 'MANAGE', methods: patch, path: 'webhooks/{webhook_id}' },
  deleteWebhook: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'webhooks/{webhook_id}' },
  testWebhook: { kind: 'write', needs: 'MANAGE', methods: post, path: 'webhooks/{webhook_id}/test' },
  createRegistryWebhook: { kind: 'write', needs: 'MANAGE', methods: post, path: 'registry-webhooks/create' },
  listRegistryWebhooks: { kind: 'read', needs: 'MANAGE', methods: read, path: 'registry-webhooks/list' },
  updateRegistryWebhook: { kind: 'write', needs: 'MANAGE', methods: patch, path: 'registry-webhooks/update' },
  deleteRegistryWebhook: { kind: 'write', needs: 'MANAGE', methods: remove, path: 'registry-webhooks/delete' },
  testRegistryWebhook: { kind: 'write', needs: 'MANAGE', methods: post, path: 'registry-webhooks/test' },
} as const satisfies Record<string, ApiCall>

/** Calls of our own, below the base path. */
export const ownCalls = {
  undoMove: { kind: 'write', needs: 'EDIT', methods: post, path: 'modelshelf/undo' },
  searchRunsBySummary: { kind: 'read', needs: 'READ', methods: ask, path: 'modelshelf/runs/search' },
  summarizeMetrics: { kind: 'read', needs: 'READ', methods: ask, path: 'modelshelf/metric-summaries' },
  getPolicy: { kind: 'read', needs: 'READ', methods: read, path: 'modelshelf/policy' },
  setPolicy: { kind: 'write', needs: 'MANAGE', methods: post, path: 'modelshelf/policy' },
  setDefaultPolicy: { kind: 'write', needs: 'MANAGE', methods: post, path: 'modelshelf/policy/default' },
  checkMove: { kind: 'read', needs: 'READ', methods: read, path: 'modelshelf/policy/check' },
  getEvidence: { kind: 'read', needs: 'READ', methods: read, path: 'modelshelf/evidence' },
  overrideMove: { kind: 'write', needs: 'MANAGE', methods: post, path: 'modelshelf/override' },
  getRights: { kind: 'read', needs: 'READ', methods: ask, path: 'modelshelf/rights' },
  getAccess: { kind: 'read', needs: 'READ', methods: read, path: 'modelshelf/access' },
  setAccess: { kind: 'write', needs: 'MANAGE', methods: post, path: 'modelshelf/access' },
  findModels: { kind: 'read', needs: 'READ', methods: ask, path: 'modelshelf/find-models' },
  whichVersions: { kind: 'read', needs: 'READ', methods: ask, path: 'modelshelf/which' },
  findWebhooks: { kind: 'read', needs: 'MANAGE', methods: read, path: 'modelshelf/webhooks' },
  listDeliveries: { kind: 'read', needs: 'MANAGE', methods: read, path: 'modelshelf/webhooks/deliveries' },
  sendAgain: { kind: 'write', needs: 'MANAGE', methods: post, path: 'modelshelf/webhooks/send-again' },
} as const satisfies Record<string, ApiCall>

export const calls = { ...mlflowCalls, ...reviewCalls, ...webhookCalls, ...ownCalls }

/** Below which path the app finds a call. */
export const prefixOf = (name: keyof typeof calls): string => (name in ownCalls ? '' : 'ajax-api/2.0/mlflow/')
