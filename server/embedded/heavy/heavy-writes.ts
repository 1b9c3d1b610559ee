import type { Answer, Checked } from '#contract/endpoints.ts'
import type { Context, RequestContext } from '../context.ts'
import type { Db } from '../db.ts'
import { experimentRoutes } from '../routes/experiments.ts'
import { loggedModelRoutes } from '../routes/logged-models.ts'
import { modelRoutes } from '../routes/models.ts'
import { runRoutes } from '../routes/runs.ts'

type Endpoints =
  | 'deleteExperiment'
  | 'restoreExperiment'
  | 'renameModel'
  | 'deleteModel'
  | 'createExperiment'
  | 'createModel'
  | 'createRun'
  | 'logInputs'
  | 'logOutputs'
  | 'createLoggedModel'
  | 'logLoggedModelParams'
  | 'setLoggedModelTags'

export type WriteContext = Pick<Context, 'db' | 'allowedLocations' | 'allowedSchemes'>

type HeavyWrite<Input, Answered> = {
  /** Whether it may change more rows than `MANY`, of any table. Must itself take no time. */
  isHeavy: (input: Input, db: Db) => boolean
  /** Uses nothing of the context but `WriteContext`. */
  route: (input: Input, context: Context, request: RequestContext) => Answered | Promise<Answered>
}

/** So many rows are written in 10 to 50 ms. */
const MANY = 500

const ofExperiment = ({ experiment_id }: { experiment_id: string }, db: Db) =>
  hasMany(db, 'runs WHERE experiment_id = ?', experiment_id)

const ofModel = ({ name }: { name: string }, db: Db) =>
  ['model_versions', 'model_version_tags', 'aliases', 'model_levels', 'model_texts'].some((table) =>
    hasMany(db, `${table} WHERE name = ?`, name),
  )

const hasMany = (db: Db, rows: string, of: string) =>
  db.get(`SELECT 1 FROM ${rows} LIMIT 1 OFFSET ${MANY}`, of) !== undefined

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
  createRun: { isHeavy: ({ tags }) => isLong(tags), route: runRoutes.createRun },
  logInputs: { isHeavy: ({ datasets, models }) => isLong(datasets, models), route: runRoutes.logInputs },
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
