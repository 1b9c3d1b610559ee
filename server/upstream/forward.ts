import { type Context as HonoContext, Hono } from 'hono'
import { calls } from '#contract/calls.ts'
import { ApiError } from '#contract/errors.ts'
import { serverPath } from '#contract/server-info.ts'
import type { Backend } from '../backend.ts'
import { forwardBytes } from './bytes.ts'
import { rememberAbsence } from './absence.ts'
import { rememberCapabilities } from './capabilities.ts'
import { callerOf, headersFor } from './caller.ts'
import type { Target, Upstream } from './credentials.ts'
import type { ForwardOptions } from './denied.ts'
import { isBytes, isRegistry, passing } from './families.ts'
import { forwardJson, readCall } from './json.ts'
import { type Asked, rightsOf } from './rights.ts'

type UpstreamOptions = ForwardOptions & { basePath: string }

/** What keeps a log and a policy for the models of the server behind (reviews/reviews.ts). */
export type Reviews = {
  /** Calls that no MLflow server has. */
  routes: Hono
  /** The answer to a call that the policy guards; undefined for any other. `path` is below the base path. */
  answer: (c: HonoContext, path: string) => Promise<Response> | undefined
  /** To call once the server behind has done any other call, with the body that was sent. */
  done?: (c: HonoContext, path: string, body: string) => Promise<void>
  /** Whether a request is open, outside of workspaces. Who may see it only MLflow knows. */
  hasOpenRequests?: () => boolean
}

/** How long `/health?upstream` waits for MLflow, in ms. */
const HEALTH_MS = 3_000

/** An MLflow server as a `Backend`; with `reviews`, its models have a log and a policy. */
export function upstream(servers: Upstream, options: UpstreamOptions, reviews?: Reviews): Backend {
  const find = rememberCapabilities(servers, options.auth)
  const absence = rememberAbsence(servers, HEALTH_MS)
  const { tracking, registry } = servers
  const info = async (authorization?: string) => {
    const { mlflowVersion, capabilities, workspaces, rights, absence } = await find(authorization)
    // A server that could not be asked, so without a version, may have workspaces, which have requests of their own.
    const isForAll = options.auth === 'operator' && mlflowVersion !== '' && !workspaces
    return {
      mlflowVersion,
      backend: 'upstream' as const,
      auth: options.auth,
      servers: { tracking: tracking.base, ...(registry.base === tracking.base ? {} : { registry: registry.base }) },
      capabilities: { ...capabilities, sampleProject: false, metricSummaries: false, webhooks: reviews !== undefined },
      ...(workspaces && { workspaces }),
      ...(rights && { rights }),
      ...(absence && { absence }),
      ...(isForAll && reviews?.hasOpenRequests?.() === false && { inbox: [] }),
    }
  }
  const routes = new Hono()
  // The page was loaded before the person signed in.
  routes.get(`/${serverPath}`, async (c) => c.json(await info(c.req.header('authorization'))))
  routes.post(`/${calls.getRights.path}`, async (c) => {
    const asked = (target: Target): Asked => ({
      base: target.base,
      headers: headersFor(c, callerOf(c, options.auth), target),
    })
    return c.json(await rightsOf(c, { tracking: asked(tracking), registry: asked(registry) }, options.limits.readMs))
  })
  return { routes: routes.route('/', upstreamBackend(servers, options, reviews)), absence, info }
}

/** Forwards the MLflow API: JSON is read, checked and sent on as text; artifact bytes are streamed both ways. */
export function upstreamBackend(upstream: Upstream, options: UpstreamOptions, reviews?: Reviews): Hono {
  const app = new Hono()
  if (reviews) app.route('/', reviews.routes)
  app.all('*', async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname.slice(options.basePath.length)
    const passes = passing(c.req.method, path, options.auth)
    if (passes === 'not-mlflow') return next()
    if (passes !== 'forwarded') throw notForwarded(path, passes)
    const guarded = reviews?.answer(c, path)
    if (guarded) return guarded
    const target = isRegistry(path) ? upstream.registry : upstream.tracking
    const asked = {
      url: target.base + path + search,
      method: c.req.method,
      headers: headersFor(c, callerOf(c, options.auth), target),
    }
    if (isBytes(path)) return forwardBytes(c, asked, path, options)
    const sent = await readCall(c, asked, path)
    const answered = await forwardJson(c, sent, path, options)
    await reviews?.done?.(c, path, sent.body ?? '')
    return answered
  })
  return app
}

function notForwarded(path: string, why: 'own-rights-only' | 'not-forwarded'): ApiError {
  const needs = why === 'own-rights-only' ? ' with the operator’s credentials, only with --auth pass-through' : ''
  return new ApiError('ENDPOINT_NOT_FOUND', `Modelshelf does not pass ${path} on to the MLflow server${needs}.`)
}
