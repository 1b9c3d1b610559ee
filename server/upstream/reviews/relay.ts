import type { Context as HonoContext } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { activitiesPath, overridesPath, requestsPath, stageHistoryPath } from '#contract/review-paths.ts'
import { mePath } from '#contract/server-info.ts'
import { whoAsks } from '../../embedded/context.ts'
import { JSON_BYTES, readBytes } from '../../request-body.ts'
import { attemptRead, attemptWrite } from '../attempts.ts'
import { callerOf, headersFor } from '../caller.ts'
import type { Upstream } from '../credentials.ts'
import type { ForwardOptions } from '../denied.ts'
import { exchange, type Exchange, streamOf, Unreached } from '../exchange.ts'
import { isRead } from '../families.ts'
import type { Reviews } from '../forward.ts'
import { type Answer, readAnswer } from '../large-answers.ts'
import { askAs } from './ask.ts'
import { doorHeaders, reviewsUnavailable, type Visitor } from '../../doors.ts'
import { answersGuarded } from './guarded-call.ts'
import { readNoticed } from './noticing.ts'
import { routeOwnCalls } from './own-calls.ts'
import { type PersonOptions, personsOf } from './persons.ts'

/** The server that keeps the reviews, and the key that it has in common with this one. */
export type Keeper = { base: string; key: string }

/** How long the keeper may take to look at a model, in ms. */
const LOOK_MS = 10_000

type RelayOptions = ForwardOptions & { basePath: string }

/** Sends what concerns reviews to the server that keeps them (`--reviews-at`, docs/reviews.md §8). */
export function relayTo(
  keeper: Keeper,
  upstream: Upstream,
  options: RelayOptions,
  persons: Omit<PersonOptions, 'auth'>,
): Reviews {
  const { auth, basePath, limits } = options
  const doors = { key: keeper.key, auth, registry: upstream.registry.base }
  const personOf = personsOf(upstream, { auth, ...persons })
  const whoIs = (c: HonoContext) => personOf(c, askAs(c, upstream, options), { rights: false })

  const visitorOf = async (c: HonoContext): Promise<Visitor> => {
    // With pass-through, the keeper asks MLflow itself whether it knows them.
    if (auth === 'pass-through') return { name: whoAsks(c).name, verified: false }
    const { name, behind } = await whoIs(c)
    return { name, verified: behind?.verified === true }
  }
  const headersOf = async (c: HonoContext) => {
    // Its own credentials for MLflow the keeper has; a person's go along.
    const caller = auth === 'operator' ? ({ is: 'person', authorization: undefined } as const) : callerOf(c, auth)
    return { ...headersFor(c, caller, { base: keeper.base }), ...doorHeaders(doors, await visitorOf(c)) }
  }
  const relay = async (c: HonoContext): Promise<Response> => {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname.slice(basePath.length)
    const { method } = c.req
    const body = method === 'GET' ? undefined : Buffer.from(await readBytes(c.req.raw, JSON_BYTES)).toString('utf8')
    const asked: Exchange = {
      url: keeper.base + path + search,
      method,
      headers: {
        ...(await headersOf(c)),
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      ...(body !== undefined && { body }),
    }
    const send = async (more: Partial<Exchange>) => {
      const reply = await exchange({ ...asked, ...more })
      return { headers: reply.headers, answer: await readAnswer(reply) }
    }
    try {
      // A write goes on if the client leaves: what is decided must be recorded.
      const { headers, answer } =
        method === 'GET' || isRead(method, path)
          ? await attemptRead((signal) => send({ signal }), c.req.raw.signal, limits.readMs)
          : await attemptWrite((connectMs) => send({ connectMs }), new AbortController().signal, limits.restartMs)
      return answerOf(headers, answer)
    } catch (error) {
      throw inItsWords(error)
    }
  }

  /** Has the keeper look at a model that this server has passed a change of, for its webhooks. Nobody waits for that. */
  const done = async (c: HonoContext, path: string, body: string) => {
    const asked = noticedIn(c, path, body)
    if (!asked) return
    const { 'content-type': _, 'content-length': __, ...headers } = await headersOf(c)
    const url = `${keeper.base}/${activitiesPath}?${new URLSearchParams({ name: asked.input.name })}`
    void exchange({ url, method: 'GET', headers, signal: AbortSignal.timeout(LOOK_MS) })
      .then(({ body }) => body.resume())
      .catch(() => {}) // it is away, and looks when somebody asks next
  }

  const routes = routeOwnCalls(() => relay)
  for (const path of [activitiesPath, stageHistoryPath, requestsPath, overridesPath]) routes.get(`/${path}`, relay)
  routes.get(`/${mePath}`, async (c) => c.json({ name: (await whoIs(c)).name }))
  return { routes, done, answer: answersGuarded((c) => relay(c)) }
}

function noticedIn(...call: Parameters<typeof readNoticed>) {
  try {
    return readNoticed(...call)
  } catch {
    return undefined // MLflow has done it, so that is answered
  }
}

/** The keeper answers in JSON; anything else is not a Modelshelf. */
function answerOf(headers: Record<string, unknown>, answer: Answer): Response {
  if (!String(headers['content-type']).startsWith('application/json')) {
    if ('pieces' in answer) answer.pieces.destroy()
    throw reviewsUnavailable('The address of --reviews-at is not one of a Modelshelf server.', 503)
  }
  const later = headers['retry-after']
  return new Response('pieces' in answer ? streamOf(answer.pieces) : answer.text, {
    status: answer.status,
    headers: { 'Content-Type': 'application/json', ...(later !== undefined && { 'Retry-After': String(later) }) },
  })
}

/** An error about the keeper, where `exchange` speaks of the MLflow server. */
function inItsWords(error: unknown): unknown {
  if (error instanceof Unreached)
    return reviewsUnavailable(
      `The server that keeps the reviews cannot be reached (${error.reason}). Nothing was changed: try again.`,
      429,
    )
  if (!(error instanceof ApiError)) return error
  const message = error.message.replaceAll('The MLflow server', 'The server that keeps the reviews')
  return new ApiError(error.code === 'DEADLINE_EXCEEDED' ? 'REVIEWS_UNAVAILABLE' : error.code, message, error.status)
}
