import type { Context as HonoContext } from 'hono'
import { ApiError, conflict } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Db } from '../../embedded/db.ts'
import { rulesOf } from '../../embedded/store/reviews/policy/policies.ts'
import type { Upstream } from '../credentials.ts'
import { type ForwardOptions, readerOf } from '../denied.ts'
import { type Ask, askAs, type Step } from './ask.ts'
import type { Books } from './books.ts'
import { copyModel, followRename, forget, isKnown, mostVersions, namesOf } from './copy.ts'
import { forgetMetrics, type Lists, readAround, runsAround, versionsAround } from './evidence.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { MadeBy } from './made-by.ts'
import { largeModels, type Place } from './large-models.ts'
import { findModel, isGone, type ModelRead, type ModelThere, readVersions } from './read-model.ts'
import { sharedReads } from './shared-reads.ts'
import { abandon, finish, isReached, type UnderWay, underWay } from './under-way.ts'

/** A model while nobody else changes or reads it through this server: as the MLflow server has it, and our database agrees. */
export type ModelRoom = {
  db: Db
  ask: Ask
  name: string
  there: ModelThere
  lists: Lists
  /** The versions that are asked about. */
  versions: readonly string[]
  /** Whose permissions count, in the words of denied.ts. */
  reader: string
}

type Asked = {
  name: string
  also?: readonly string[]
  versions?: readonly string[]
  isForRules?: boolean
  /** Who made what may be new there, if it was made through this server. */
  madeBy?: MadeBy
}

/** Enters the room of a model, with the caller's credentials. Throws what MLflow says if they may not read it. */
export type Enter = <T>(c: HonoContext, asked: Asked, run: (room: ModelRoom) => Promise<T>) => Promise<T>

/** The databases, and the workspace of a request (workspace.ts). */
type WorkspaceBooks = { books: Books; workspaceOf: (c: HonoContext) => Promise<string> }

/** Makes `Enter`: one after the other for each model of a workspace. */
export function roomsOf(upstream: Upstream, options: ForwardOptions, { books, workspaceOf }: WorkspaceBooks): Enter {
  const queue = oneAtATime()
  const runQueue = oneAtATime() // entered from `queue` only, so that no two wait for each other
  const admit = largeModels()
  const reads = sharedReads<{ db: Db; there: ModelThere }>()
  return async (c, { name, also = [], versions = [], isForRules = false, madeBy }, run) => {
    const asked = askAs(c, upstream, options)
    const workspace = await workspaceOf(c)
    const keys = [name, ...also].map((each) => `${workspace}\0${each}`)
    const ask = beforeWrites(asked, () => reads.forget(keys))
    const waiting = reads.wait(keys[0]!, options.auth === 'operator' ? '' : (c.req.header('authorization') ?? ''))
    const place = admit(c.req.raw.signal)
    const enter = async () => {
      const { db, there } = await reads.read(waiting, () =>
        agree(ask, () => books.of(workspace), { name, madeBy, place }),
      )
      await place.take(there.versions.length) // somebody else may have read it
      for (const other of also)
        if (isKnown(db, other) && (await isGone(ask, other))) await db.write(() => forget(db, other))
      const room = { db, ask, name, there, lists: new Map(), versions, reader: readerOf(options.auth) }
      if (!isForRules) return run(room)
      const rules = rulesOf(db, name)
      const around = versionsAround(there, rules, versions)
      const runs = runsAround(rules, around)
      // A run of versions of several models is read for one caller at a time: what one may read must not decide for another.
      return runQueue(
        runs.map((id) => `${workspace}\0${id}`),
        async () => {
          try {
            await readAround(room, around, { rules, runs })
            return await run(room)
          } finally {
            await forgetMetrics(db, runs)
          }
        },
      )
    }
    return queue(keys, () => enter().finally(place.leave)).finally(() => reads.leave(waiting))
  }
}

/** The same, with `note` called before each call that writes. */
const beforeWrites = (ask: Ask, note: () => void): Ask => {
  const noted = (step: Step) => {
    if (step.method !== 'GET') note()
    return step
  }
  return { ...ask, text: (step) => ask.text(noted(step)), object: (step) => ask.object(noted(step)) } // `items` only reads
}

type Agreeing = { name: string; madeBy: MadeBy | undefined; place: Place }

/** Settles what was under way, and brings the database to what the MLflow server says, once there is room for as many versions. */
async function agree(
  ask: Ask,
  open: () => Db,
  { name, madeBy, place }: Agreeing,
): Promise<{ db: Db; there: ModelThere }> {
  let model = await findOrFinish(ask, open, name)
  const db = open() // not before: anybody can name workspaces that do not exist
  const isLarge = await place.take(mostVersions(db, model))
  if (isLarge) model = await findOrFinish(ask, open, name) // it may have changed meanwhile
  const there = await readVersions(ask, db, model)
  try {
    await settle(db, name, there)
    if (!isKnown(db, name)) await findRename(ask, db, there)
    await copyModel(db, there, madeBy)
  } finally {
    there.texts.close()
  }
  return { db, there: { model: there.model, versions: there.versions } }
}

/** Finds a model; if it is missing, what was to delete it is done. */
async function findOrFinish(ask: Ask, open: () => Db, name: string): Promise<RegisteredModel> {
  try {
    return await findModel(ask, name)
  } catch (error) {
    if (!isMissing(error)) throw error
    const db = open()
    const asked = underWay(db, name)
    if (asked?.goal.kind === 'deleted') await db.write(() => finish(db, asked))
    throw error
  }
}

/** Ends what was under way for a model by what the MLflow server says now; gives whether it was done. */
export async function settle(db: Db, name: string, there: ModelRead | undefined): Promise<boolean> {
  const asked = underWay(db, name)
  if (!asked) return false
  const isDone = isReached(db, asked, there)
  if (isDone)
    await db.write(() => {
      // Whatever had the new name before is gone.
      if (asked.goal.kind === 'renamed' && asked.goal.to !== asked.name) forget(db, asked.goal.to)
      finish(db, asked)
    })
  if (there && isKnown(db, there.model.name)) await copyModel(db, there, isDone ? undefined : asIntended(asked))
  if (!isDone) await db.write(() => abandon(db, asked, 'The MLflow server did not complete this change.'))
  return isDone
}

/** The parts of something unfinished that were done were not done outside. */
const asIntended =
  ({ goal, user }: UnderWay): MadeBy =>
  (change) => {
    if (goal.kind !== 'moved') return undefined
    const isWanted =
      ('stage' in change && goal.stages[change.version] === change.stage) ||
      ('alias' in change && change.alias in goal.aliases && goal.aliases[change.alias] === (change.version ?? null))
    return isWanted ? user : undefined
  }

/** A model that was renamed outside has its creation time, and nothing has its old name. */
async function findRename(ask: Ask, db: Db, { model }: ModelThere): Promise<void> {
  const before: string[] = []
  for (const name of namesOf(db, model.name, model.creation_timestamp ?? 0))
    if (await isGone(ask, name)) before.push(name)
  const [from] = before
  if (from === undefined || before.length > 1) return
  if (underWay(db, from)) throw conflict(`The model '${model.name}' is being renamed. Try again.`)
  await db.write(() => followRename(db, from, model.name))
}

const isMissing = (error: unknown) => error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST'

/** What asking about a model gives, or undefined if the caller may not read it. */
export async function ifReadable<T>(asking: () => Promise<T>): Promise<T | undefined> {
  try {
    return await asking()
  } catch (error) {
    if (error instanceof ApiError && error.status < 500 && error.status !== 401 && error.status !== 429)
      return undefined
    throw error
  }
}
