import { type Context as HonoContext, Hono } from 'hono'
import { calls } from '#contract/calls.ts'
import { ApiError } from '#contract/errors.ts'
import { serverPath } from '#contract/server-info.ts'
import type { Backend } from '../backend.ts'
import { forwardBytes } from './bytes.ts'
import { rememberAbsence } from './absence.ts'
import { rememberCapabilities } from './capabilities.ts'
import type { Target, Upstream } from './credentials.ts'
import type { ForwardOptions } from './denied.ts'
import type { Exchange } from './exchange.ts'
import { isBytes, isRegistry, passing } from './families.ts'
import { forwardJson } from './json.ts'
import { type Asked, rightsOf } from './rights.ts'

type UpstreamOptions = ForwardOptions & { basePath: string }

const ASK_HEADERS = [
  'accept',
  'content-type',
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'user-agent',
  'x-mlflow-client-version',
  'x-mlflow-workspace',
]

/** How long `/health?upstream` waits for MLflow, in ms. */
const HEALTH_MS = 3_000

/** An MLflow server as a `Backend`. */
export function upstream(servers: Upstream, options: UpstreamOptions): Backend {
  const find = rememberCapabilities(servers, options.auth)
  const absence = rememberAbsence(servers, HEALTH_MS)
  const { tracking, registry } = servers
  const info = async (authorization?: string) => {
    const { mlflowVersion, capabilities, workspaces, rights, absence } = await find(authorization)
    return {
      mlflowVersion,
      backend: 'upstream' as const,
      auth: options.auth,
      servers: { tracking: tracking.base, ...(registry.base === tracking.base ? {} : { registry: registry.base }) },
      capabilities: { ...capabilities, sampleProject: false, reviews: false },
      ...(workspaces && { workspaces }),
      ...(rights && { rights }),
      ...(absence && { absence }),
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
  return { routes: routes.route('/', upstreamBackend(servers, options)), absence, info }
}

/** Forwards the MLflow API: JSON is read, checked and sent on as text; artifact bytes are streamed both ways. */
export function upstreamBackend(upstream: Upstream, options: UpstreamOptions): Hono {
  const app = new Hono()
  app.all('*', async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname.slice(options.basePath.length)
    const passes = passing(c.req.method, path, options.auth)
    if (passes === 'not-mlflow') return next()
    if (passes !== 'forwarded') throw notForwarded(path, passes)
    const target = isRegistry(path) ? upstream.registry : upstream.tracking
    const asked: Exchange = {
      url: target.base + path + search,
      method: c.req.method,
      headers: headersFor(c, callerOf(c, options.auth), target),
    }
    const forward = isBytes(path) ? forwardBytes : forwardJson
    return forward(c, asked, path, options)
  })
  return app
}

function notForwarded(path: string, why: 'own-rights-only' | 'not-forwarded'): ApiError {
  const needs = why === 'own-rights-only' ? ' with the operator’s credentials, only with --auth pass-through' : ''
  return new ApiError('ENDPOINT_NOT_FOUND', `Modelshelf does not pass ${path} on to the MLflow server${needs}.`)
}

function headersFor(c: HonoContext, caller: Caller, target: Target): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  for (const name of ASK_HEADERS) {
    const value = c.req.header(name)
    if (value !== undefined) headers[name] = value
  }
  return { ...headers, ...identityHeaders(caller, target) }
}

/** Whose request it is for MLflow: the operator's, or a person's with their own Authorization, if they sent one. */
type Caller = { is: 'operator' } | { is: 'person'; authorization: string | undefined }

/** Finds out whose request it is. With `pass-through` always the person's: the operator's credentials are not used. */
const callerOf = (c: HonoContext, auth: 'operator' | 'pass-through'): Caller =>
  auth === 'operator' ? { is: 'operator' } : { is: 'person', authorization: c.req.header('authorization') }

/** The headers with the caller's credentials. */
function identityHeaders(caller: Caller, target: Target): Record<string, string> {
  const authorization = caller.is === 'operator' ? target.authorization : caller.authorization
  return authorization ? { authorization } : {}
}
