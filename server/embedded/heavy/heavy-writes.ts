import type { Answer, Checked } from '#contract/endpoints.ts'
import type { Context, RequestContext } from '../context.ts'
import type { Db } from '../db.ts'
import { experimentRoutes } from '../routes/experiments.ts'
import { loggedModelRoutes } from '../routes/logged-models.ts'
import { modelRoutes } from '../routes/models.ts'
import { runRoutes } from '../routes/runs.ts'
import { versionRoutes } from '../routes/versions.ts'
import { localPath } from '../store/registry/copy-source.ts'

type Endpoints =
  | 'deleteExperiment'
  | 'restoreExperiment'
  | 'renameModel'
  | 'deleteModel'
  | 'createExperiment'
  | 'createModel'
  | 'createVersion'
  | 'deleteVersion'
  | 'createRun'
  | 'logInputs'
  | 'logOutputs'
  | 'createLoggedModel'
  | 'logLoggedModelParams'
  | 'setLoggedModelTags'

export type WriteContext = Pick<Context, 'db' | 'allowedLocations' | 'allowedSchemes'>

type HeavyWrite<Input, Answered> = {
  /** Whether it may change more rows of any table than `MANY`, or as many values in one. Must itself take no time. */
  isHeavy: (input: Input, db: Db) => boolean
  /** Uses nothing of the context but `WriteContext`, and of the request who asks and what they see. */
  route: (input: Input, context: Context, request: RequestContext) => Answered | Promise<Answered>
}

/** So many rows are written in 10 to 50 ms. */
const MANY = 500

const ofExperiment = ({ experiment_id }: { experiment_id: string }, db: Db) =>
  hasMany(db, 'runs WHERE experiment_id = ?', experiment_id)

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
  tablesOfModel.some((table) => hasMany(db, `${table} WHERE name = ?`, name))

const ofVersion = ({ name, version }: { name: string; version: string }, db: Db) =>
  ['model_version_tags', 'aliases'].some((table) =>
    hasMany(db, `${table} WHERE name = ? AND version = ?`, name, version),
  )

const hasMany = (db: Db, rows: string, ...of: string[]) =>
  db.get(`SELECT 1 FROM ${rows} LIMIT 1 OFFSET ${MANY}`, ...of) !== undefined

const isLong = (...lists: (readonly unknown[] | undefined)[]) =>
  lists.reduce((sum, list = []) => sum + list.length, 0) > MANY

/** The writes that can take long enough for others to notice: each row of a large thing is written, in one transaction. */
export const heavyWrites: { [N in Endpoints]: HeavyWrite<Checked<N>, Answer<N>> } = {
  deleteExperiment: { isHeavy: ofExperiment, route: experimentRoutes.deleteExperiment },
  restoreExperiment: { isHeavy: ofExperiment, route: experimentRoutes.restoreExperiment },
  renameModel: { isHeavy: ofModel, route: modelRoutes.renameModel },
  deleteModel: { isHeavy: ofModel, route: modelRoutes.deleteModel },
  createExperiment: { isHeavy: ({ tags }) => isLong(tags), route: experimentRoutes.createExperiment },
  createModel: { isHeavy: ({ tags }) => isLong(tags), route: modelRoutes.createModel },
  createVersion: {
    // The files of a local source may have to be copied first, which this thread does before it writes.
    isHeavy: ({ tags, source }) => isLong(tags) && localPath(source) === undefined,
    route: versionRoutes.createVersion,
  },
  deleteVersion: { isHeavy: ofVersion, route: versionRoutes.deleteVersion },
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
  setLoggedModelTags: { isHeavy: ({ tags }) => isLong(tags), route: loggedModelRoutes.setLoggedModelTags },
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
