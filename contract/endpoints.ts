import type * as z from 'zod/mini'
import * as access from './access/access.ts'
import * as artifacts from './artifacts.ts'
import type { calls } from './calls.ts'
import * as experiments from './experiments.ts'
import * as find from './find/schemas.ts'
import * as loggedModels from './logged-models.ts'
import * as models from './models.ts'
import * as policy from './policy/schemas.ts'
import * as reviews from './reviews.ts'
import * as runs from './runs.ts'
import * as summaries from './metrics/summaries.ts'
import { nothing, type Wire } from './values.ts'
import * as versions from './versions.ts'
import * as which from './find/which.ts'
import * as webhooks from './webhooks/schemas.ts'

export type EndpointName = keyof typeof calls

type Schema = z.ZodMiniType
/** Without an output the answer is `{}`. */
type InputOutput = { input: Schema; output?: Schema }

/** Input and output of every call in calls.ts. A missing one does not compile. */
export const endpoints = {
  createExperiment: experiments.createExperiment,
  getExperiment: experiments.getExperiment,
  getExperimentByName: experiments.getExperimentByName,
  searchExperiments: experiments.searchExperiments,
  updateExperiment: experiments.updateExperiment,
  deleteExperiment: { input: experiments.experimentId },
  restoreExperiment: { input: experiments.experimentId },
  setExperimentTag: experiments.setExperimentTag,
  deleteExperimentTag: experiments.deleteExperimentTag,
  searchDatasets: experiments.searchDatasets,

  createRun: runs.createRun,
  updateRun: runs.updateRun,
  getRun: runs.getRun,
  deleteRun: runs.deleteRun,
  restoreRun: runs.restoreRun,
  searchRuns: runs.searchRuns,
  logMetric: runs.logMetric,
  logParam: runs.logParam,
  setRunTag: runs.setRunTag,
  deleteRunTag: runs.deleteRunTag,
  logBatch: runs.logBatch,
  logInputs: runs.logInputs,
  logOutputs: runs.logOutputs,
  logModel: runs.logModel,
  getMetricHistory: runs.getMetricHistory,
  getMetricHistoryBulk: runs.getMetricHistoryBulk,
  getMetricHistoryBulkInterval: runs.getMetricHistoryBulkInterval,

  createLoggedModel: loggedModels.createLoggedModel,
  searchLoggedModels: loggedModels.searchLoggedModels,
  getLoggedModel: loggedModels.getLoggedModel,
  finalizeLoggedModel: loggedModels.finalizeLoggedModel,
  deleteLoggedModel: loggedModels.deleteLoggedModel,
  logLoggedModelParams: loggedModels.logLoggedModelParams,
  setLoggedModelTags: loggedModels.setLoggedModelTags,
  deleteLoggedModelTag: loggedModels.deleteLoggedModelTag,
  listLoggedModelArtifacts: loggedModels.listLoggedModelArtifacts,

  createModel: models.createModel,
  getModel: models.getModel,
  updateModel: models.updateModel,
  renameModel: models.renameModel,
  deleteModel: models.deleteModel,
  searchModels: models.searchModels,
  getLatestVersions: models.getLatestVersions,
  setModelTag: models.setModelTag,
  deleteModelTag: models.deleteModelTag,
  setAlias: models.setAlias,
  deleteAlias: models.deleteAlias,
  getVersionByAlias: models.getVersionByAlias,

  createVersion: versions.createVersion,
  getVersion: versions.getVersion,
  updateVersion: versions.updateVersion,
  transitionStage: versions.transitionStage,
  deleteVersion: versions.deleteVersion,
  searchVersions: versions.searchVersions,
  getDownloadUri: versions.getDownloadUri,
  setVersionTag: versions.setVersionTag,
  deleteVersionTag: versions.deleteVersionTag,

  listArtifacts: artifacts.listArtifacts,

  createTransitionRequest: reviews.createTransitionRequest,
  listTransitionRequests: reviews.listTransitionRequests,
  approveTransitionRequest: reviews.approveTransitionRequest,
  rejectTransitionRequest: reviews.rejectTransitionRequest,
  deleteTransitionRequest: reviews.deleteTransitionRequest,
  createComment: reviews.createComment,
  updateComment: reviews.updateComment,
  deleteComment: reviews.deleteComment,
  getWorkspaceModel: reviews.getWorkspaceModel,
  moveWorkspaceVersion: reviews.moveWorkspaceVersion,

  createWebhook: webhooks.createWebhook,
  listWebhooks: webhooks.listWebhooks,
  getWebhook: webhooks.getWebhook,
  updateWebhook: webhooks.updateWebhook,
  deleteWebhook: webhooks.deleteWebhook,
  testWebhook: webhooks.testWebhook,
  createRegistryWebhook: webhooks.createRegistryWebhook,
  listRegistryWebhooks: webhooks.listRegistryWebhooks,
  updateRegistryWebhook: webhooks.updateRegistryWebhook,
  deleteRegistryWebhook: webhooks.deleteRegistryWebhook,
  testRegistryWebhook: webhooks.testRegistryWebhook,

  undoMove: reviews.undoMove,
  searchRunsBySummary: summaries.searchRunsBySummary,
  summarizeMetrics: summaries.summarizeMetrics,
  getPolicy: policy.getPolicy,
  setPolicy: policy.setPolicy,
  setDefaultPolicy: policy.setDefaultPolicy,
  checkMove: policy.checkMove,
  getEvidence: policy.getEvidence,
  overrideMove: policy.overrideMove,
  getRights: access.getRights,
  getAccess: access.getAccess,
  setAccess: access.setAccess,
  findModels: find.findModels,
  whichVersions: which.whichVersions,
  findWebhooks: webhooks.findWebhooks,
  listDeliveries: webhooks.listDeliveries,
  sendAgain: webhooks.sendAgain,
} as const satisfies Record<EndpointName, InputOutput>

type Schemas = typeof endpoints
type OutputOf<S extends InputOutput> = S extends { output: infer O extends Schema } ? O : typeof nothing

/** What a caller passes. */
export type Input<N extends EndpointName> = z.input<Schemas[N]['input']>
/** What a caller gets back. */
export type Output<N extends EndpointName> = z.output<OutputOf<Schemas[N]>>
/** What the server's route gets after validation. */
export type Checked<N extends EndpointName> = z.output<Schemas[N]['input']>
/** What the server's route returns. */
export type Answer<N extends EndpointName> = Wire<Output<N>>
