import type { EndpointName } from '#contract/endpoints.ts'
import { guarded, type Person, type Things } from './accounts.ts'

// Written out from the table of docs/accounts.md §1, not from the one in code (server/embedded/access/rights.ts).

type Row = { [P in Person]: boolean } & {
  /** Whether a service account with the levels of the manager may. */
  machine: boolean
  /** Whether a token of scope `log` may. */
  log: boolean
  read?: boolean
  /** Whether an admin's token of scope `import` may: it writes the registry and runs, and nothing of the server. */
  import: boolean
}

const row = (who: string, log: boolean, read = false, imports = true): Row => ({
  reader: who.includes('r'),
  contributor: who.includes('c'),
  editor: who.includes('e'),
  stager: who.includes('s'),
  producer: who.includes('p'),
  manager: who.includes('m'),
  machine: who.includes('m'),
  admin: true,
  log,
  read,
  import: read || imports,
})

/** What a service account may not, whatever its level. */
const forPeople = (row: Row): Row => ({ ...row, machine: false })

/** Who may, of reader, contributor, and those with CAN_EDIT, _STAGING_, _PRODUCTION_, CAN_MANAGE on the thing. */
export const rows = {
  see: row('rcespm', true, true),
  comment: row('rcespm', false),
  request: row('cespm', false),
  makeExperiment: row('cespm', true),
  makeModel: row('cespm', false),
  log: row('cespm', true),
  manageExperiment: row('m', true),
  describe: row('espm', false),
  moveToStaging: row('spm', false),
  moveToProduction: row('pm', false),
  decideOnAlias: forPeople(row('espm', false)),
  decideOnStaging: forPeople(row('spm', false)),
  decideOnProduction: forPeople(row('pm', false)),
  manageModel: row('m', false),
  /** Levels, links and webhooks: no part of what is imported. */
  administerModel: row('m', false, false, false),
  override: forPeople(row('m', false)),
  administerExperiment: row('m', false, false, false),
  seeAccess: row('m', true, true),
  administrate: row('', false, false, false),
  withdraw: row('', false),
  seeWebhooks: row('', true, true),
  seeModelWebhooks: row('m', true, true),
} satisfies Record<string, Row>

type Request = {
  row: keyof typeof rows
  input: (on: Things, caller: string) => object
  /** The request makes its thing, or is about none, so that it can't be closed. */
  makes?: true
  /** A list: what is closed is left out instead of refused. */
  lists?: true
}

const see = (input: Request['input']): Request => ({ row: 'see', input })
const list = (input: Request['input']): Request => ({ row: 'see', input, lists: true })
const by = (row: Request['row'], input: Request['input']): Request => ({ row, input })

const experiment = ({ experiment: experiment_id }: Things) => ({ experiment_id })
const run = ({ run: run_id }: Things) => ({ run_id })
const logged = ({ loggedModel: model_id }: Things) => ({ model_id })
const model = ({ model: name }: Things) => ({ name })
const version = ({ model: name }: Things) => ({ name, version: '1' })
const tag = { key: 'k', value: 'v' }
const point = { key: 'm', value: 1, timestamp: 1 }
let fresh = 0
export const freshName = () => `fresh-${(fresh += 1)}`

const url = 'https://93.184.216.34/hook'
const created = { entity: 'MODEL_VERSION', action: 'CREATED' }
/** About all models, so that none can be closed. */
const forAll = (row: Request['row'], input: Request['input']): Request => ({ row, input, makes: true })

const to = { holder: 'account', name: 'reader' }

/** One valid request for each endpoint, and its row. */
export const requests: Record<EndpointName, Request> = {
  createExperiment: { row: 'makeExperiment', makes: true, input: () => ({ name: freshName() }) },
  getExperiment: see(experiment),
  getExperimentByName: see((on) => ({ experiment_name: `${on.mark}-experiment` })),
  searchExperiments: list((on) => ({ max_results: 10, filter: `name = '${on.mark}-experiment'` })),
  updateExperiment: by('manageExperiment', (on) => ({ ...experiment(on), new_name: freshName() })),
  deleteExperiment: by('manageExperiment', experiment),
  restoreExperiment: by('manageExperiment', experiment),
  setExperimentTag: by('log', (on) => ({ ...experiment(on), ...tag })),
  deleteExperimentTag: by('log', (on) => ({ ...experiment(on), key: 'k' })),
  searchDatasets: list((on) => ({ experiment_ids: [on.experiment] })),

  createRun: by('log', experiment),
  updateRun: by('log', (on) => ({ ...run(on), status: 'FINISHED' })),
  getRun: see(run),
  deleteRun: by('log', run),
  restoreRun: by('log', run),
  searchRuns: list((on) => ({ experiment_ids: [on.experiment] })),
  logMetric: by('log', (on) => ({ ...run(on), ...point })),
  logParam: by('log', (on) => ({ ...run(on), ...tag })),
  setRunTag: by('log', (on) => ({ ...run(on), ...tag })),
  deleteRunTag: by('log', (on) => ({ ...run(on), key: 'mlflow.runName' })),
  logBatch: by('log', (on) => ({ ...run(on), metrics: [{ ...point, model_id: on.loggedModel }] })),
  logInputs: by('log', run),
  logOutputs: by('log', (on) => ({ ...run(on), models: [] })),
  logModel: by('log', (on) => ({
    ...run(on),
    model_json: JSON.stringify({ artifact_path: 'm', flavors: {}, utc_time_created: '', run_id: on.run }),
  })),
  getMetricHistory: list((on) => ({ ...run(on), metric_key: `${on.mark}-metric` })),
  getMetricHistoryBulk: list((on) => ({ run_id: [on.run], metric_key: `${on.mark}-metric` })),
  getMetricHistoryBulkInterval: list((on) => ({ run_ids: [on.run], metric_key: `${on.mark}-metric`, max_results: 10 })),

  createLoggedModel: by('log', (on) => ({ ...experiment(on), source_run_id: on.run })),
  searchLoggedModels: list((on) => ({ experiment_ids: [on.experiment] })),
  getLoggedModel: see(logged),
  finalizeLoggedModel: by('log', (on) => ({ ...logged(on), status: 'LOGGED_MODEL_READY' })),
  deleteLoggedModel: by('log', logged),
  logLoggedModelParams: by('log', (on) => ({ ...logged(on), params: [tag] })),
  setLoggedModelTags: by('log', (on) => ({ ...logged(on), tags: [tag] })),
  deleteLoggedModelTag: by('log', (on) => ({ ...logged(on), key: 'k' })),
  listLoggedModelArtifacts: see(logged),

  createModel: { row: 'makeModel', makes: true, input: () => ({ name: freshName() }) },
  getModel: see(model),
  updateModel: by('describe', (on) => ({ ...model(on), description: 'd' })),
  renameModel: by('manageModel', (on) => ({ ...model(on), new_name: freshName() })),
  deleteModel: by('manageModel', model),
  searchModels: list((on) => ({ filter: `name = '${on.model}'` })),
  getLatestVersions: see(model),
  setModelTag: by('describe', (on) => ({ ...model(on), ...tag })),
  deleteModelTag: by('describe', (on) => ({ ...model(on), key: 'k' })),
  setAlias: by('describe', (on) => ({ ...version(on), alias: 'a' })),
  deleteAlias: by('describe', (on) => ({ ...model(on), alias: 'a' })),
  getVersionByAlias: see((on) => ({ ...model(on), alias: 'latest' })),

  createVersion: by('describe', (on) => ({ ...model(on), source: 's3://bucket/m' })),
  getVersion: see(version),
  updateVersion: by('describe', (on) => ({ ...version(on), description: 'd' })),
  transitionStage: by('moveToStaging', (on) => ({ ...version(on), stage: 'Archived' })),
  deleteVersion: by('manageModel', version),
  searchVersions: list((on) => ({ filter: `name = '${on.model}'` })),
  getDownloadUri: see(version),
  setVersionTag: by('describe', (on) => ({ ...version(on), ...tag })),
  deleteVersionTag: by('describe', (on) => ({ ...version(on), key: 'k' })),

  listArtifacts: see(run),

  createTransitionRequest: by('request', (on) => ({ ...version(on), stage: 'Production' })),
  listTransitionRequests: see(version),
  approveTransitionRequest: by('decideOnStaging', (on) => ({ ...version(on), version: '2', stage: 'Archived' })),
  rejectTransitionRequest: by('decideOnStaging', (on) => ({ ...version(on), version: '2', stage: 'Archived' })),
  deleteTransitionRequest: by('comment', (on, creator) => ({
    ...version(on),
    version: '2',
    stage: 'Production',
    creator,
  })),
  createComment: by('comment', (on) => ({ ...version(on), comment: 'c' })),
  updateComment: by('comment', ({ comment: id }) => ({ id, comment: 'c' })),
  deleteComment: by('comment', ({ comment: id }) => ({ id })),
  getWorkspaceModel: see(model),
  moveWorkspaceVersion: by('moveToProduction', (on) => ({ ...version(on), stage: 'Production' })),

  undoMove: by('moveToStaging', ({ move: id }) => ({ id })),
  searchRunsBySummary: list((on) => ({ experiment_ids: [on.experiment], summary: 'min', order_by: ['metrics.m'] })),
  summarizeMetrics: list((on) => ({ run_ids: [on.run] })),
  getPolicy: see(model),
  setPolicy: by('manageModel', (on) => ({ ...model(on), rules: [], revision: 0 })),
  setDefaultPolicy: { row: 'administrate', makes: true, input: () => ({ rules: guarded, revision: 0 }) },
  checkMove: see((on) => ({ ...version(on), stage: 'Production' })),
  getEvidence: see(version),
  overrideMove: by('override', (on) => ({ ...version(on), aliases: ['guarded'], comment: 'because' })),

  whichVersions: see(run),
  findModels: { row: 'see', lists: true, input: (on) => ({ words: [on.mark] }) },
  getRights: { row: 'see', lists: true, input: (on) => ({ models: [on.model] }) },
  getAccess: see(({ model }) => ({ model })),
  setAccess: by('administerModel', ({ model }) => ({ ...to, model, level: 'CAN_EDIT' })),

  createWebhook: forAll('administrate', (on) => ({ name: on.mark, url, events: [created] })),
  listWebhooks: forAll('seeWebhooks', () => ({})),
  getWebhook: forAll('seeWebhooks', ({ mlflowWebhook: webhook_id }) => ({ webhook_id })),
  updateWebhook: forAll('administrate', ({ mlflowWebhook: webhook_id }) => ({ webhook_id, description: 'd' })),
  deleteWebhook: forAll('administrate', ({ mlflowWebhook: webhook_id }) => ({ webhook_id })),
  testWebhook: forAll('administrate', ({ mlflowWebhook: webhook_id }) => ({ webhook_id })),
  createRegistryWebhook: by('administerModel', (on) => ({
    events: ['COMMENT_CREATED'],
    http_url_spec: { url },
    model_name: on.model,
  })),
  listRegistryWebhooks: by('seeModelWebhooks', (on) => ({ model_name: on.model })),
  updateRegistryWebhook: by('administerModel', ({ webhook: id }) => ({ id, description: 'd' })),
  deleteRegistryWebhook: by('administerModel', ({ webhook: id }) => ({ id })),
  testRegistryWebhook: by('administerModel', ({ webhook: id }) => ({ id })),
  findWebhooks: by('seeModelWebhooks', (on) => ({ model_name: on.model })),
  listDeliveries: by('seeModelWebhooks', ({ webhook }) => ({ webhook })),
  sendAgain: by('administerModel', ({ delivery: id }) => ({ id })),
}

/** The same endpoints where other stages make another row. */
export const moreRequests: [EndpointName, Request][] = [
  ['transitionStage', by('moveToProduction', (on) => ({ ...version(on), stage: 'PRODUCTION' }))],
  ['moveWorkspaceVersion', by('moveToStaging', (on) => ({ ...version(on), stage: 'None' }))],
  [
    'approveTransitionRequest',
    by('decideOnProduction', (on) => ({ ...version(on), version: '2', stage: 'Production' })),
  ],
  [
    'rejectTransitionRequest',
    by('decideOnProduction', (on) => ({ ...version(on), version: '2', stage: 'production' })),
  ],
  ['approveTransitionRequest', by('decideOnAlias', (on) => ({ ...version(on), version: '2', stage: '@champion' }))],
  ['rejectTransitionRequest', by('decideOnAlias', (on) => ({ ...version(on), version: '2', stage: '@champion' }))],
  ['setAlias', by('moveToProduction', (on) => ({ ...version(on), version: '2', alias: 'guarded' }))],
  ['deleteAlias', by('moveToProduction', (on) => ({ ...model(on), alias: 'guarded' }))],
  ['approveTransitionRequest', by('decideOnProduction', (on) => ({ ...version(on), version: '2', stage: '@guarded' }))],
  ['rejectTransitionRequest', by('decideOnProduction', (on) => ({ ...version(on), version: '2', stage: '@guarded' }))],
  [
    'moveWorkspaceVersion',
    by('moveToProduction', (on) => ({ ...version(on), version: '2', stage: 'Staging', aliases: ['guarded'] })),
  ],
  [
    'approveTransitionRequest',
    by('decideOnProduction', (on) => ({ ...version(on), version: '2', stage: 'Archived', aliases: ['guarded'] })),
  ],
  [
    'deleteTransitionRequest',
    by('withdraw', (on) => ({ ...version(on), version: '2', stage: 'Archived', creator: 'somebody' })),
  ],
  ['getAccess', see(experiment)],
  ['createRegistryWebhook', forAll('administrate', () => ({ events: ['COMMENT_CREATED'], http_url_spec: { url } }))],
  ['setAccess', by('administerExperiment', (on) => ({ ...to, ...experiment(on), level: 'EDIT' }))],
  ['logMetric', by('log', (on) => ({ ...run(on), ...point, model_id: on.loggedModel }))],
]
