import type { Context as HonoContext, Hono } from 'hono'
import { ApiError, invalid } from '#contract/errors.ts'
import { stages } from '#contract/stages.ts'
import type { May } from '#contract/access/access.ts'
import { mayDecide } from '#contract/access/may-move.ts'
import {
  activitiesPath,
  type Inbox,
  type OpenRequest,
  overridesPath,
  requestsPath,
  stageHistoryPath,
} from '#contract/review-paths.ts'
import { isOnlyQuick } from '../../only-quick.ts'
import type { Door } from '../access/door.ts'
import type { Routes } from '../routes.ts'
import { mayOf } from './access.ts'
import { viewerOf, type Who } from '../context.ts'
import type { Db } from '../db.ts'
import type { HeavyName } from '../heavy/heavy-reads.ts'
import { readHereOrAside } from '../heavy/here-or-aside.ts'
import { listInTurns } from '../answer-in-turns.ts'
import { type ModelLevel, modelWordOf } from '../store/accounts/level-words.ts'
import { levelOn } from '../store/accounts/levels.ts'
import { getModel } from '../store/registry/models.ts'
import { transitionStage, canonicalStage } from '../store/registry/stages.ts'
import { requireVersion } from '../store/registry/version-rows.ts'
import { listActivities, listStays } from '../store/reviews/activities.ts'
import * as comments from '../store/reviews/comments.ts'
import { activityId, existingLog, findLog } from '../store/reviews/log.ts'
import { makerOf } from '../store/reviews/makers.ts'
import { listOverrides } from '../store/reviews/overrides.ts'
import * as requests from '../store/reviews/requests.ts'
import { isGuarded } from '../store/reviews/policy/policies.ts'
import { undoMove } from '../store/reviews/undo.ts'
import { listField } from '../store/registry/version-rows.ts'
import { queryValue } from './artifacts/bytes-request.ts'

export const reviewRoutes = {
  createTransitionRequest: (transition, { db }, { who }) => ({
    request: requests.createRequest(db, transition, who.name),
  }),
  listTransitionRequests: async (id, { db }) => listField('requests', await requests.listRequestsInTurns(db, id)),
  approveTransitionRequest: (
    { archive_existing_versions: archive, ...transition },
    { db, artifacts },
    { who, files, seen },
  ) => requests.approveRequest(db, { ...transition, archive }, who.name, { artifacts, files, seen }),
  rejectTransitionRequest: (transition, { db }, { who }) => ({
    activity: requests.rejectRequest(db, transition, who.name),
  }),
  deleteTransitionRequest: ({ creator, ...transition }, { db }, { who }) => {
    requireVersion(db, transition) // what is not there goes first
    requireOwn(who, creator)
    return {
      activity: requests.cancelRequest(db, transition, creator, { user: who.name, isAdmin: administrates(who) }),
    }
  },
  createComment: ({ comment, ...id }, { db }, { who }) => ({
    comment: comments.createComment(db, id, comment, who.name),
  }),
  updateComment: ({ id, comment }, { db }, { who }) => ({
    comment: comments.updateComment(db, id, comment, who.name),
  }),
  deleteComment: ({ id }, { db }, { who }) => {
    comments.deleteComment(db, id, who.name)
    return {}
  },
  getWorkspaceModel: ({ name }, { db }, { who }) => {
    const { aliases: _, ...model } = getModel(db, name)
    return { registered_model_databricks: { ...model, ...workspaceFacts(db, who, name) } }
  },
  moveWorkspaceVersion: (
    { archive_existing_versions: archive, comment, ...move },
    { db, artifacts },
    { who, files, seen },
  ) => {
    const mover = { user: who.name, comment }
    const { model_version, event } = transitionStage(db, { ...move, archive }, mover, { artifacts, files, seen })
    return {
      model_version_databricks: {
        ...model_version,
        ...makerOf(db, move.name, model_version.version),
        // They have just moved it.
        permission_level: permissionLevel(db, who, move.name, true),
        ...listField('open_requests', requests.listRequests(db, move)),
      },
      ...(event && { activity_id: activityId(existingLog(db, move.name), event.number) }),
    }
  },
  undoMove: ({ id }, { db, artifacts }, { who }) => ({ activity: undoMove(db, id, who.name, artifacts) }),
} satisfies Partial<Routes>

/** What the workspace registry tells of a model besides MLflow. */
export const workspaceFacts = (db: Db, who: Who, name: string) => ({
  ...makerOf(db, name),
  id: String(findLog(db, name) ?? ''),
  permission_level: permissionLevel(db, who, name),
})

const administrates = (who: Who): boolean =>
  who.kind === 'account' ? who.role === 'admin' : (who.behind?.administrates ?? true)

/** Throws PERMISSION_DENIED for withdrawing what somebody else has asked for, unless an admin does. */
function requireOwn(who: Who, creator: string): void {
  if (creator === who.name || administrates(who)) return
  throw new ApiError(
    'PERMISSION_DENIED',
    `Only ${creator}, who opened this request, or an admin can withdraw it. Others can reject it.`,
  )
}

/**
 * The caller's level on a model that the caller may read; everything, where nobody signs in. An MLflow server lets whoever may change a
 * version move it too.
 */
function permissionLevel(db: Db, who: Who, name: string, hasMoved = false): ModelLevel {
  if (who.kind === 'anyone') {
    if (who.behind?.manages !== false) return 'CAN_MANAGE'
    return hasMoved || who.behind.edits ? 'CAN_MANAGE_PRODUCTION_VERSIONS' : 'CAN_READ'
  }
  return modelWordOf(levelOn(db, who, { kind: 'model', name }))
}

/** Adds what the workspace registry's API lacks: the history of models, and the open requests of all of them. */
export function mountReviews(app: Hono, door: Door): void {
  app.get(`/${activitiesPath}`, async (c) => {
    const [name, version, before] = [nameIn(c), queryValue(c, 'version'), pageTokenIn(c)]
    const here = (db: Db) => listActivities(db, name, version, before)
    return hereOrInThread(door, c, here, { name: 'listActivities', input: { name, version, before } })
  })
  app.get(`/${requestsPath}`, (c) => {
    const { db } = door.contextOf(c)
    if (isOnlyQuick(c) && requests.hasLongInbox(db))
      throw new ApiError('TEMPORARILY_UNAVAILABLE', 'This may take long.')
    const person = door.personOf(c)
    return listInTurns('requests' satisfies keyof Inbox, inboxOf(db, door.whoOf(c)), door.stillAllowed(c), { person })
  })
  app.get(`/${overridesPath}`, (c) => c.json({ overrides: listOverrides(door.contextOf(c).db) }))
  app.get(`/${stageHistoryPath}`, async (c) => {
    const name = nameIn(c)
    const word = queryValue(c, 'stage')
    const wanted = word === undefined ? stages.filter((stage) => stage !== 'None') : [canonicalStage(word)]
    const here = (db: Db) => ({ stays: listStays(db, name, wanted) })
    return hereOrInThread(door, c, here, { name: 'listStays', input: { name, wanted } })
  })
}

type InThread = { name: HeavyName; input: unknown }

/** Answers a read here, unless it is, or turns out to be, too long for that. */
function hereOrInThread(door: Door, c: HonoContext, here: (db: Db) => object, there: InThread): Promise<Response> {
  const [who, { db, readers }] = [door.whoOf(c), door.contextOf(c)]
  const viewer = viewerOf(who)
  const how = { seen: db, onlyQuick: isOnlyQuick(c), signal: () => c.req.raw.signal }
  return readHereOrAside(
    async () => c.json(here(db)),
    readers && ((isHeavy) => readers.read(there.name, there.input, viewer, { ...how, isHeavy })),
  )
}

/** The open requests of all models; with accounts, which of them the caller may decide. */
function* inboxOf(db: Db, who: Who): Generator<OpenRequest> {
  if (who.kind === 'anyone') return yield* requests.listInbox(db, { verified: false })
  const rights = new Map<string, May>()
  const mayIn = (name: string) => {
    const may = rights.get(name) ?? mayOf(db, who, { kind: 'model', name })
    rights.set(name, may)
    return may
  }
  for (const request of requests.listInbox(db, { verified: true })) {
    const { name, to_stage = 'None' } = request
    yield { ...request, may_decide: mayDecide(mayIn(name), request, isGuarded(db, name, to_stage)) }
  }
}

/** The event before which a page of activities begins. */
export function pageTokenIn(c: HonoContext): number | undefined {
  const token = queryValue(c, 'page_token')
  if (token === undefined) return undefined
  if (!/^\d{1,15}$/.test(token)) throw invalid(`Invalid page token '${token}'.`)
  return Number(token)
}

/** The model that a read of its history names. */
export function nameIn(c: HonoContext): string {
  const name = queryValue(c, 'name')
  if (!name) throw invalid("Missing value for required parameter 'name'.")
  return name
}
