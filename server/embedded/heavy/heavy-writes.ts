import type { Answer, Checked } from '#contract/endpoints.ts'
import type { Db } from '../db.ts'
import { accessRoutes } from '../routes/access.ts'
import { experimentRoutes } from '../routes/experiments.ts'
import { loggedModelRoutes } from '../routes/logged-models.ts'
import { modelRoutes } from '../routes/models.ts'
import { policyRoutes } from '../routes/policy.ts'
import { registryWebhookRoutes } from '../routes/registry-webhooks.ts'
import { reviewRoutes } from '../routes/reviews.ts'
import { runRoutes } from '../routes/runs.ts'
import { versionRoutes } from '../routes/versions.ts'
import { webhookRoutes } from '../routes/webhooks.ts'
import { type WaitingTexts, writeThese } from '../store/find/model-texts.ts'
import { changesStagesSince } from '../store/reviews/chosen-events.ts'
import { findEvent } from '../store/reviews/log.ts'
import { NOTED } from '../store/registry/noted-versions.ts'
import { PROMPT } from '../store/registry/model-tags.ts'
import { accountWrites } from './account-writes.ts'
import { type HeavyWrite, MANY_WRITES, writesMany } from './heavy-write.ts'

type Endpoints =
  | 'deleteExperiment'
  | 'restoreExperiment'
  | 'renameModel'
  | 'deleteModel'
  | 'updateModel'
  | 'createExperiment'
  | 'createModel'
  | 'createVersion'
  | 'deleteVersion'
  | 'updateVersion'
  | 'transitionStage'
  | 'moveWorkspaceVersion'
  | 'approveTransitionRequest'
  | 'overrideMove'
  | 'undoMove'
  | 'setAlias'
  | 'deleteAlias'
  | 'createRun'
  | 'logInputs'
  | 'logOutputs'
  | 'createLoggedModel'
  | 'finalizeLoggedModel'
  | 'logLoggedModelParams'
  | 'setLoggedModelTags'
  | 'setModelTag'
  | 'deleteModelTag'
  | 'setAccess'
  | 'logModel'
  | 'deleteWebhook'
  | 'deleteRegistryWebhook'

const ofExperiment = ({ experiment_id }: { experiment_id: string }, db: Db) =>
  writesMany(db, 'runs WHERE experiment_id = ?', [experiment_id])

/** Every table whose rows follow a model that is renamed or deleted, or go with it; the sample project has few. */
const tablesOfModel = [
  'registered_model_tags',
  'model_versions',
  'model_version_tags',
  'aliases',
  'model_levels',
  'shared_links',
  'model_texts',
  'waiting_texts',
]

const ofModel = ({ name }: { name: string }, db: Db) =>
  tablesOfModel.some((table) => writesMany(db, `${table} WHERE name = ?`, [name]))

/** What a model is found by, and each of its versions, depends on whether it is a prompt. */
const ofPrompt = ({ name, key }: { name: string; key: string }, db: Db) =>
  key === PROMPT && writesMany(db, 'model_versions WHERE name = ?', [name])

/** Looks through what every logged model notes of its versions. */
const ofClosing = ({ model, holder, level }: Checked<'setAccess'>, db: Db) =>
  model !== undefined &&
  holder === 'everybody' &&
  level === 'NONE' &&
  writesMany(db, 'logged_model_tags WHERE key = ?', [NOTED])

const ofVersion = ({ name, version }: { name: string; version: string }, db: Db) =>
  ['model_version_tags', 'aliases'].some((table) =>
    writesMany(db, `${table} WHERE name = ? AND version = ?`, [name, version]),
  )

/** So many rows of a logged model are read, for the answer, in some ten milliseconds. */
const MANY_TO_READ = 10_000

const ofLoggedModel = ({ model_id }: { model_id: string }, db: Db) =>
  ['logged_model_metrics', 'logged_model_params', 'logged_model_tags'].some((table) =>
    writesMany(db, `${table} WHERE model_id = ?`, [model_id], MANY_TO_READ),
  )

/** They are deleted with it: those of a webhook that is disabled may wait for long. */
const hasManyDeliveries = (db: Db, id: string) => writesMany(db, 'webhook_deliveries WHERE webhook = ?', [id])

const ofUndoing = ({ id }: { id: string }, db: Db) => {
  const found = findEvent(db, id)
  if (!found) return false
  return changesStagesSince(db, found.log, found.event.number, MANY_WRITES)
}

/** Only what is read tells: the answer, what the policy asks about, and what a move archives. */
const onlyIfItTurnsOut = { isHeavy: () => false, ifItTurnsOut: () => true }

/** Moves versions or aliases, which a policy may guard. */
const move = { ...onlyIfItTurnsOut, isByFiles: true } as const

const isLong = (...lists: (readonly unknown[] | undefined)[]) =>
  lists.reduce((sum, list = []) => sum + list.length, 0) > MANY_WRITES

type HeavyWrites = typeof accountWrites & { [N in Endpoints]: HeavyWrite<Checked<N>, Answer<N>> } & {
  /** Asked for by the server itself. */
  writeTexts: HeavyWrite<WaitingTexts, object>
}

/** The writes that can take long enough for others to notice: each row of a large thing is written, in one transaction. */
export const heavyWrites: HeavyWrites = {
  ...accountWrites,
  writeTexts: {
    isHeavy: () => true,
    isAwaited: true,
    route(texts, { db }) {
      writeThese(db, texts)
      return {}
    },
  },
  deleteExperiment: { isHeavy: ofExperiment, route: experimentRoutes.deleteExperiment },
  restoreExperiment: { isHeavy: ofExperiment, route: experimentRoutes.restoreExperiment },
  renameModel: { isHeavy: ofModel, route: modelRoutes.renameModel },
  deleteModel: { isHeavy: ofModel, route: modelRoutes.deleteModel },
  updateModel: { ...onlyIfItTurnsOut, route: modelRoutes.updateModel },
  createExperiment: { isHeavy: ({ tags }) => isLong(tags), route: experimentRoutes.createExperiment },
  createModel: { isHeavy: ({ tags }) => isLong(tags), route: modelRoutes.createModel },
  createVersion: { isHeavy: ({ tags }) => isLong(tags), route: versionRoutes.createVersion },
  deleteVersion: { isHeavy: ofVersion, route: versionRoutes.deleteVersion },
  updateVersion: { ...onlyIfItTurnsOut, route: versionRoutes.updateVersion },
  transitionStage: { ...move, route: versionRoutes.transitionStage },
  moveWorkspaceVersion: { ...move, route: reviewRoutes.moveWorkspaceVersion },
  approveTransitionRequest: { ...move, route: reviewRoutes.approveTransitionRequest },
  overrideMove: { ...move, route: policyRoutes.overrideMove },
  undoMove: { ...move, isHeavy: ofUndoing, route: reviewRoutes.undoMove },
  setAlias: { ...move, route: modelRoutes.setAlias },
  deleteAlias: { ...move, route: modelRoutes.deleteAlias },
  createRun: { isHeavy: ({ tags }) => isLong(tags), route: runRoutes.createRun },
  logInputs: {
    isHeavy: ({ datasets, models }) =>
      isLong(
        datasets,
        models,
        datasets?.flatMap(({ tags = [] }) => tags),
      ),
    route: runRoutes.logInputs,
  },
  logOutputs: { isHeavy: ({ models }) => isLong(models), route: runRoutes.logOutputs },
  createLoggedModel: {
    isHeavy: ({ params, tags }) => isLong(params, tags),
    route: loggedModelRoutes.createLoggedModel,
  },
  logLoggedModelParams: {
    isHeavy: ({ params }) => isLong(params),
    route: loggedModelRoutes.logLoggedModelParams,
  },
  setLoggedModelTags: {
    isHeavy: ({ tags, ...model }, db) => isLong(tags) || ofLoggedModel(model, db),
    route: loggedModelRoutes.setLoggedModelTags,
  },
  finalizeLoggedModel: { isHeavy: ofLoggedModel, route: loggedModelRoutes.finalizeLoggedModel },
  setModelTag: { isHeavy: ofPrompt, route: modelRoutes.setModelTag },
  deleteModelTag: { isHeavy: ofPrompt, route: modelRoutes.deleteModelTag },
  setAccess: { isHeavy: ofClosing, route: accessRoutes.setAccess },
  logModel: { ...onlyIfItTurnsOut, route: runRoutes.logModel },
  deleteWebhook: {
    isHeavy: ({ webhook_id }, db) => hasManyDeliveries(db, webhook_id),
    route: webhookRoutes.deleteWebhook,
  },
  deleteRegistryWebhook: {
    isHeavy: ({ id }, db) => hasManyDeliveries(db, id),
    route: registryWebhookRoutes.deleteRegistryWebhook,
  },
}

export type HeavyWriteName = keyof typeof heavyWrites

export const isHeavyWrite = (name: string): name is HeavyWriteName => name in heavyWrites

/** Changes whenever an account, or what it may do, does. */
export const revisionsOf = (db: Db): string => {
  const { accounts, levels } = db.get<{ accounts: number; levels: number }>(
    'SELECT a.revision AS accounts, l.revision AS levels FROM account_revision AS a, level_revision AS l',
  )! // each has one row
  return `${accounts} ${levels}`
}
