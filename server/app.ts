import { type Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { ApiError } from '#contract/errors.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import type { Backend } from './backend.ts'
import { type Config, defaults } from './config/config.ts'
import { visitorsOf } from './doors.ts'
import { asApiError, refuse } from './errors.ts'
import { firstAnswers } from './page/first-answers.ts'
import type { Asking } from './page/first-calls.ts'
import { largeBodies, PASSED_ON } from './large-bodies.ts'
import { namedPerson } from './named-person.ts'
import { olderError } from './older-errors.ts'
import { PathRouter } from './path-router.ts'
import { previewFrame, previewInfo } from './preview.ts'
import { guard, secureHeaders } from './security.ts'
import { staticFiles } from './static.ts'
import { version } from './version.ts'

type AppParts = {
  backend: Backend
  config?: Partial<Config>
  /** The folder of the built web app. Without it only the API is served. */
  dist?: string
}

/** The whole server as one web-standard app: tests call `app.request(…)`, main.ts listens with it. */
export function createApp({ backend, config: chosen, dist }: AppParts): Hono {
  const config = { ...defaults, ...chosen }
  const app = new Hono({ router: new PathRouter() })
  const guardRequest = guard(config)
  const letIn = largeBodies(config.basePath, backend.absence && PASSED_ON)
  const visitorOf = backend.visitorOf ?? visitorsOf(undefined)
  // One for all that every request needs: each middleware costs it some promises more.
  app.use('*', async (c, next) => {
    try {
      guardRequest(c)
      visitorOf(c) // throws for a front door that this server keeps no reviews for
      backend.check?.(c)
      await letIn(c, next)
    } catch (error) {
      c.res = refuse(asApiError(error)) // from before `next`, which answers for its own
    }
    secureHeaders(c)
    if (c.res.status >= 400) await olderError(c)
    // Hono answers HEAD as GET and drops the body, which may have a file or a long read open.
    if (c.req.method === 'HEAD') await c.res.body?.cancel().catch(() => {})
  })
  const isNamed = config.userHeader !== '' && config.auth !== 'proxy'
  if (isNamed) app.use('*', namedPerson(config))
  app.get(`${config.basePath}/health`, health(backend))
  app.get(`${config.basePath}/modelshelf/preview`, previewFrame(config))
  app.route(config.basePath, backend.routes)

  const { basePath, uploadExperiment } = config
  const info = async (authorization?: string, name?: string) => ({
    basePath,
    version,
    previews: previewInfo(config),
    ...(uploadExperiment && { uploadExperiment }),
    ...(isNamed && { user: decodeURIComponent(name ?? '') }),
    ...(await backend.info(authorization)),
  })
  const answersTo = (c: Context, asking: Asking, { auth }: ServerInfo) =>
    firstAnswers(app, basePath, c, asking, { hasAccounts: auth === 'accounts' })
  const pages = dist === undefined ? undefined : staticFiles(dist, basePath, info, answersTo)
  const otherMethod = methodNotAllowed({ app, onMethodNotAllowed })
  app.notFound(async (c) => {
    c.res = (await pages?.(c, async () => {})) ?? refuse(nothingAt(c.req.path, basePath))
    await otherMethod(c, async () => {})
    return c.res
  })
  app.onError((error) => refuse(asApiError(error)))
  return app
}

/** Says that this server runs; with `?upstream`, whether the MLflow server behind answers too. */
const health =
  ({ absence }: Backend) =>
  async (c: Context) => {
    const missing = c.req.query('upstream') === undefined ? undefined : await absence?.()
    c.header('Cache-Control', 'no-store')
    return missing ? c.text(missing.why, 503) : c.text('OK')
  }

function nothingAt(path: string, basePath: string): ApiError {
  const outside =
    basePath && !path.startsWith(`${basePath}/`) ? ` This server serves only paths below ${basePath}/.` : ''
  return new ApiError('ENDPOINT_NOT_FOUND', `Nothing found at ${path}.${outside}`)
}

const onMethodNotAllowed = (_call: unknown, methods: string[]) =>
  refuse(new ApiError('METHOD_NOT_ALLOWED', `Use ${methods.join(', ')} here.`), {
    Allow: methods.join(', '),
  })
