import type { Context as HonoContext, Hono } from 'hono'
import type { May } from '#contract/access/access.ts'
import { calls } from '#contract/calls.ts'
import { type Checked, type EndpointName, endpoints } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { activitiesPath, stageHistoryPath } from '#contract/review-paths.ts'
import { mePath } from '#contract/server-info.ts'
import { stages } from '#contract/stages.ts'
import { wireReader } from '../../embedded/body.ts'
import type { Context } from '../../embedded/context.ts'
import type { Db } from '../../embedded/db.ts'
import { listInTurns, longInTurns } from '../../embedded/answer-in-turns.ts'
import { inputReader } from '../../embedded/input.ts'
import { writeJson } from '../../embedded/json.ts'
import { jsonOf } from '../../embedded/open-answers.ts'
import { queryValue } from '../../embedded/routes/artifacts/bytes-request.ts'
import { policyRoutes } from '../../embedded/routes/policy.ts'
import { nameIn, pageTokenIn } from '../../embedded/routes/reviews.ts'
import { canonicalStage } from '../../embedded/store/registry/stages.ts'
import { listActivities, listStaysInTurns } from '../../embedded/store/reviews/activities.ts'
import { findEvent } from '../../embedded/store/reviews/log.ts'
import { hasOpen } from '../../embedded/store/reviews/requests.ts'
import { movesToUndo } from '../../embedded/store/reviews/undo.ts'
import { callerOf, headersFor } from '../caller.ts'
import type { Target, Upstream } from '../credentials.ts'
import { type ForwardOptions, notAllowed } from '../denied.ts'
import type { Reviews } from '../forward.ts'
import { type Asked, rightsTo } from '../rights.ts'
import { askAs } from './ask.ts'
import type { Books } from './books.ts'
import { type Answered, contextOf, readRoute, writeRoute } from './decide.ts'
import { answersGuarded, readGuarded } from './guarded-call.ts'
import { type BookFor, mountLists } from './lists.ts'
import { type Enter, roomsOf } from './model-room.ts'
import { noticing } from './noticing.ts'
import { isWebhookCall, routeOwnCalls } from './own-calls.ts'
import { type PersonOptions, personsOf } from './persons.ts'
import { webhooksOf } from './webhooks.ts'
import { whichThere } from './which.ts'
import { workspaceOf } from './workspace.ts'

/** The databases, who asks, and what else the routes of the embedded backend read. */
type Kept = { books: Books; context: Omit<Context, 'db'>; persons: Omit<PersonOptions, 'auth'> }

/** The calls whose answer depends on the policy: what it asks about is read for them. */
const forRules: ReadonlySet<EndpointName> = new Set<EndpointName>([
  'transitionStage',
  'setAlias',
  'deleteAlias',
  'approveTransitionRequest',
  'moveWorkspaceVersion',
  'overrideMove',
  'undoMove',
  'checkMove',
  'getEvidence',
])

/** What the caller must be allowed, besides what MLflow allows them. */
const managing: ReadonlySet<EndpointName> = new Set<EndpointName>(['setPolicy', 'overrideMove'])

/** The calls that depend on that, or tell it. */
const tellingRights: ReadonlySet<EndpointName> = new Set<EndpointName>([
  ...managing,
  'getPolicy',
  'checkMove',
  'getWorkspaceModel',
  'moveWorkspaceVersion',
  'deleteTransitionRequest',
])

/** Makes what keeps the log and the policy in front of an MLflow server (docs/reviews.md §2 and §7). */
export function reviewsOf(upstream: Upstream, options: ForwardOptions, reviews: Kept): Reviews {
  const workspace = workspaceOf(upstream, options.auth)
  const enter = roomsOf(upstream, options, { books: reviews.books, workspaceOf: workspace })
  const personOf = personsOf(upstream, { auth: options.auth, ...reviews.persons })
  // Nobody reads `db` of this: each room has its own.
  const base = reviews.context as Context
  const bookFor: BookFor = async (c) => reviews.books.find(await workspace(c))

  const answer = async (c: HonoContext, name: EndpointName, input: object): Promise<Response> => {
    if (isWebhookCall(name)) return respond({ value: await answerWebhooks(c, name, input) })
    if (name === 'whichVersions') {
      const ask = askAs(c, upstream, options)
      const { name: person, behind } = await personOf(c, ask, { rights: false })
      const asking = { ...(behind?.verified && { person }), signal: c.req.raw.signal }
      return respond({ value: await whichThere(ask, input as Checked<'whichVersions'>, asking) })
    }
    const asked = await subjectOf(c, name, input, bookFor)
    if (asked === undefined) return respond(await answerForAll(c, name, input))
    return enter(c, { ...asked, isForRules: forRules.has(name) }, async (room) => {
      const who = await personOf(c, room.ask, { model: room.name, rights: tellingRights.has(name) })
      if (managing.has(name) && !who.behind?.manages) throw notAllowed(options.auth, `the model '${room.name}'`)
      if (name === 'getWorkspaceModel' && who.behind)
        who.behind.edits = (await maysOf(c, [room.name])).get(room.name)?.edit ?? false
      if (calls[name].kind === 'read') return respond(await readRoute(name, input, contextOf(base, room), who))
      return respond(await writeRoute(room, name, input, base, who))
    })
  }

  const asking = async (c: HonoContext) => {
    const ask = askAs(c, upstream, options)
    // Nothing of ours is shown to somebody whom MLflow refuses.
    await ask.text({ method: 'GET', call: 'registered-models/search', input: { max_results: '1' } })
    const who = await personOf(c, ask, { rights: true })
    return { who, db: reviews.books.of(await workspace(c)) }
  }
  const askingAbout = async (c: HonoContext, name: string) =>
    enter(c, { name }, async ({ ask, db }) => ({ who: await personOf(c, ask, { model: name, rights: true }), db }))
  const isManager = async (c: HonoContext, name: string): Promise<boolean> => {
    const ask = askAs(c, upstream, options)
    await ask.text({ method: 'GET', call: 'registered-models/get', input: { name } })
    return (await personOf(c, ask, { model: name, rights: true })).behind?.manages ?? false
  }
  const answerWebhooks = webhooksOf({ auth: options.auth, books: reviews.books, base, askingAbout, isManager, asking })

  /** The default policy, which belongs to no model. */
  const answerForAll = async (c: HonoContext, name: EndpointName, input: object): Promise<Answered> => {
    const { who, db } = await asking(c)
    if (name === 'setDefaultPolicy' && !who.behind?.administrates) throw notAllowed(options.auth, 'all models')
    if (calls[name].kind === 'read') return readRoute(name, input, { ...base, db }, who)
    return {
      value: await db.write(() =>
        policyRoutes.setDefaultPolicy(input as Checked<'setDefaultPolicy'>, { ...base, db }, { who }),
      ),
    }
  }

  const routes = routeOwnCalls((name) => {
    const wireOf = wireReader(name)
    const read = inputReader(endpoints[name].input)
    return async (c) => answer(c, name, read(await wireOf(c), {}))
  })
  const nameOf = async (c: HonoContext) => (await personOf(c, askAs(c, upstream, options), { rights: false })).name
  routes.get(`/${mePath}`, async (c) => c.json({ name: await nameOf(c) }))
  const askedAt = (c: HonoContext, target: Target): Asked => ({
    base: target.base,
    headers: headersFor(c, callerOf(c, options.auth), target),
  })
  /** What MLflow lets the caller do with models, as far as it tells. */
  const maysOf = async (c: HonoContext, models: readonly string[]): Promise<Map<string, May>> => {
    const servers = { tracking: askedAt(c, upstream.tracking), registry: askedAt(c, upstream.registry) }
    const told = await rightsTo(c, { models, experiment_ids: [] }, servers, options.limits.readMs)
    return new Map(told.models.map(({ name, may }) => [name, may]))
  }
  mountHistory(routes, enter)
  mountLists(routes, { enter, bookFor, maysOf, askFor: (c) => askAs(c, upstream, options) })
  const done = noticing({ enter, nameOf, bookFor })
  const hasOpenRequests = () => {
    const db = reviews.books.find('')
    return db !== undefined && hasOpen(db)
  }
  return {
    routes,
    done,
    hasOpenRequests,
    answer: answersGuarded(async (c, name) => answer(c, name, await readGuarded(c, name))),
  }
}

function mountHistory(app: Hono, enter: Enter) {
  app.get(`/${activitiesPath}`, async (c) => {
    const [name, token, version] = [nameIn(c), pageTokenIn(c), queryValue(c, 'version')]
    return enter(c, { name }, async ({ db }) => c.json(listActivities(db, name, version, token)))
  })
  app.get(`/${stageHistoryPath}`, async (c) => {
    const [name, word] = [nameIn(c), queryValue(c, 'stage')]
    const wanted = word === undefined ? stages.filter((stage) => stage !== 'None') : [canonicalStage(word)]
    return enter(c, { name }, async ({ db }) =>
      listInTurns('stays', await listStaysInTurns(db, name, wanted), () => {}),
    )
  })
}

type Subject = { name: string; also?: string[]; versions?: string[] }

/** The model that a call is about, by its name or by the id of an event; undefined for the default policy. */
async function subjectOf(
  c: HonoContext,
  endpoint: EndpointName,
  input: object,
  bookFor: BookFor,
): Promise<Subject | undefined> {
  const { name, new_name, version, id } = input as Partial<Record<'name' | 'new_name' | 'version' | 'id', string>>
  if (id !== undefined) return subjectOfId(endpoint, id, await bookFor(c))
  if (!name) return undefined
  return {
    name,
    ...(new_name !== undefined && { also: [new_name] }),
    ...(version !== undefined && /^\d+$/.test(version) && { versions: [String(BigInt(version))] }),
  }
}

function subjectOfId(endpoint: EndpointName, id: string, db: Db | undefined): Subject {
  const found = db && findEvent(db, id)
  if (!db || !found) {
    if (!/^\d{1,15}\.\d{1,15}$/.test(id)) throw invalid(`Invalid id '${id}'.`)
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Nothing with id=${id} found.`)
  }
  const moves = endpoint === 'undoMove' ? movesToUndo(db, id) : []
  // Undoing also asks what the files are of the version that an alias comes back to.
  const versions = moves.flatMap((event) => {
    if (event.kind === 'moved') return event.version
    return event.kind === 'alias-moved' ? [event.version ?? [], event.from ?? []].flat() : []
  })
  return { name: found.name, versions: [...new Set(versions)] }
}

// Whether they may read it was asked just now, and is not asked again while they take it.
const respond = (answered: Answered) =>
  'text' in answered
    ? jsonOf(answered.text)
    : (longInTurns(answered.value, () => {}) ?? jsonOf(writeJson(answered.value)))
