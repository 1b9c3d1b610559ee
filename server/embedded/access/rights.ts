import type { Checked, EndpointName } from '#contract/endpoints.ts'
import type { Role } from '#contract/server-info.ts'
import type { Db } from '../db.ts'
import { type Level, levels } from '../store/accounts/level-words.ts'
import { along, aliasesOfRequest, moveOf, moves, onAlias, onModel, undone } from './move-rights.ts'
import type { Need } from './need.ts'
import { byId, forAdmins, managing, onWebhook, webhookOfDelivery } from './webhook-rights.ts'

/** What a request writes. A token of scope `log` may write `tracking`: experiments, runs, artifacts and logged models. */
export type Part = 'tracking' | 'registry' | 'server'

/** Whose request it is. */
export type Asking = { db: Db; name: string; role: Role }

/** What one endpoint needs. `Input`: the checked input. */
type Right<Input> =
  /** Being signed in: the answer contains only what the caller may read (seen.ts). */
  | { does: 'read' }
  /** The server role contributor, and becoming the manager of what is made. */
  | { does: 'create'; what: 'model' | 'experiment' }
  /** Levels on things. */
  | {
      does: 'write'
      part: Part
      needs: (input: Input, request: Asking) => Need[]
      /** Besides, the server role contributor. */
      contributor?: boolean
      /** People only: a service account can't. */
      person?: boolean
      /** Admins only; a function: for some inputs. */
      admin?: boolean | ((input: Input, db: Db) => boolean)
    }

const { read, edit, manage } = levels
const reads = { does: 'read' } as const

type OnExperiment = { experiment_id?: string | undefined }
const onExperiment = (level: Level) => ({
  does: 'write' as const,
  part: 'tracking' as const,
  needs: ({ experiment_id }: OnExperiment): Need[] => [{ level, on: { kind: 'experiment', id: experiment_id } }],
})

type OnRun = { run_id?: string | undefined; run_uuid?: string | undefined }
const run = ({ run_id, run_uuid }: OnRun): Need => ({ level: edit, on: { kind: 'run', id: run_id ?? run_uuid } })
const onRun = { does: 'write' as const, part: 'tracking' as const, needs: (input: OnRun): Need[] => [run(input)] }

type OnLoggedModel = { model_id: string }
const loggedModel = (id: string): Need => ({ level: edit, on: { kind: 'logged-model', id } })
const onLoggedModel = {
  does: 'write' as const,
  part: 'tracking' as const,
  needs: ({ model_id }: OnLoggedModel): Need[] => [loggedModel(model_id)],
}
/** The logged models that points measure: their metrics are shown there too. */
const measured = (points: readonly { model_id?: string | undefined }[] = []): Need[] =>
  [...new Set(points.flatMap(({ model_id }) => model_id || []))].map(loggedModel)

/**
 * What each endpoint needs (docs/accounts.md §2). A missing one does not compile. Things that a request names and its caller
 * may not read are, for it, not there.
 */
export const rights: { readonly [N in EndpointName]: Right<Checked<N>> } = {
  createExperiment: { does: 'create', what: 'experiment' },
  getExperiment: reads,
  getExperimentByName: reads,
  searchExperiments: reads,
  updateExperiment: onExperiment(manage),
  deleteExperiment: onExperiment(manage),
  restoreExperiment: onExperiment(manage),
  setExperimentTag: onExperiment(edit),
  deleteExperimentTag: onExperiment(edit),
  searchDatasets: reads,

  createRun: onExperiment(edit),
  updateRun: onRun,
  getRun: reads,
  deleteRun: onRun,
  restoreRun: onRun,
  searchRuns: reads,
  logMetric: { ...onRun, needs: (input) => [run(input), ...measured([input])] },
  logParam: onRun,
  setRunTag: onRun,
  deleteRunTag: onRun,
  logBatch: { ...onRun, needs: (input) => [run(input), ...measured(input.metrics)] },
  logInputs: onRun,
  logOutputs: onRun,
  logModel: onRun,
  getMetricHistory: reads,
  getMetricHistoryBulk: reads,
  getMetricHistoryBulkInterval: reads,

  createLoggedModel: {
    does: 'write',
    part: 'tracking',
    // `runs:/<run>/<name>` leads to the run's newest logged model of that name, so it takes the right to write to the run. Admins, who
    // have that, may also name one on another server, as in MLflow.
    needs: ({ experiment_id, source_run_id }, { role }) => [
      { level: edit, on: { kind: 'experiment', id: experiment_id } },
      ...(source_run_id && role !== 'admin' ? [run({ run_id: source_run_id })] : []),
    ],
  },
  searchLoggedModels: reads,
  getLoggedModel: reads,
  finalizeLoggedModel: onLoggedModel,
  deleteLoggedModel: onLoggedModel,
  logLoggedModelParams: onLoggedModel,
  setLoggedModelTags: onLoggedModel,
  deleteLoggedModelTag: onLoggedModel,
  listLoggedModelArtifacts: reads,

  createModel: { does: 'create', what: 'model' },
  getModel: reads,
  updateModel: onModel(edit),
  renameModel: onModel(manage),
  deleteModel: onModel(manage),
  searchModels: reads,
  getLatestVersions: reads,
  setModelTag: onModel(edit),
  deleteModelTag: onModel(edit),
  setAlias: onAlias,
  deleteAlias: onAlias,
  getVersionByAlias: reads,

  createVersion: onModel(edit),
  getVersion: reads,
  updateVersion: onModel(edit),
  transitionStage: moves,
  deleteVersion: onModel(manage),
  searchVersions: reads,
  getDownloadUri: reads,
  setVersionTag: onModel(edit),
  deleteVersionTag: onModel(edit),

  listArtifacts: reads,

  createTransitionRequest: { ...onModel(read), contributor: true },
  listTransitionRequests: reads,
  approveTransitionRequest: {
    ...moves,
    person: true,
    needs: (input, { db }) => [moveOf(input, db), ...along(input, db, input.aliases ?? aliasesOfRequest(input, db))],
  },
  rejectTransitionRequest: { ...moves, person: true },
  // One's own, as an admin anybody's: the route checks that.
  deleteTransitionRequest: onModel(read),
  createComment: onModel(read),
  updateComment: { ...onModel(read), needs: ({ id }) => [{ level: read, on: { kind: 'activity', id } }] },
  deleteComment: { ...onModel(read), needs: ({ id }) => [{ level: read, on: { kind: 'activity', id } }] },
  getWorkspaceModel: reads,
  moveWorkspaceVersion: {
    ...moves,
    needs: (input, { db }) => [moveOf(input, db), ...along(input, db, input.aliases)],
  },

  createWebhook: forAdmins,
  listWebhooks: reads,
  getWebhook: reads,
  updateWebhook: forAdmins,
  deleteWebhook: forAdmins,
  testWebhook: forAdmins,
  createRegistryWebhook: {
    ...forAdmins,
    needs: ({ model_name }) => managing(model_name),
    admin: ({ model_name }) => !model_name,
  },
  listRegistryWebhooks: reads,
  updateRegistryWebhook: byId,
  deleteRegistryWebhook: byId,
  testRegistryWebhook: byId,
  findWebhooks: reads,
  listDeliveries: reads,
  sendAgain: onWebhook(({ id }: { id: string }, db) => webhookOfDelivery(db, id)),

  searchRunsBySummary: reads,
  summarizeMetrics: reads,
  getPolicy: reads,
  setPolicy: onModel(manage),
  setDefaultPolicy: forAdmins,
  checkMove: reads,
  getEvidence: reads,
  overrideMove: { ...onModel(manage), person: true },

  undoMove: { ...moves, needs: ({ id }, { db }) => undone(id, db) },

  findModels: reads,
  whichVersions: reads,
  getRights: reads,
  getAccess: reads,
  setAccess: {
    does: 'write',
    part: 'server',
    needs: ({ model, experiment_id }) => [
      ...(model === undefined ? [] : [{ level: manage, on: { kind: 'model', id: model } } as const]),
      ...(experiment_id === undefined
        ? []
        : [{ level: manage, on: { kind: 'experiment', id: experiment_id } } as const]),
    ],
  },
}
