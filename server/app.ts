import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { ApiError } from '#contract/errors.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { type Config, defaults } from './config.ts'
import { embeddedBackend } from './embedded/backend.ts'
import type { Db } from './embedded/db.ts'
import type { ArtifactStore } from './embedded/store/artifacts.ts'
import { asApiError, refuse } from './errors.ts'
import { guard, secureHeaders } from './security.ts'
import { staticFiles } from './static.ts'
import { mlflowVersion, version } from './version.ts'

export type AppParts = {
  db: Db
  artifacts: ArtifactStore
  config?: Partial<Config>
  /** The folder of the built web app; without it only the API is served. */
  dist?: string
}

/** The whole front door as one web-standard app: tests call `app.request(…)`, main.ts listens with it. */
export function createApp({ db, artifacts, config: chosen, dist }: AppParts): Hono {
  const config = { ...defaults, ...chosen }
  const app = new Hono()
  app.use('*', secureHeaders, guard(config), methodNotAllowed({ app, onMethodNotAllowed }))
  app.get(`${config.basePath}/health`, (call) => call.text('OK'))
  app.get(`${config.basePath}/version`, (call) => call.html(mlflowVersion))
  app.route(config.basePath, embeddedBackend({ db, artifacts, ...config }))

  const pages = dist === undefined ? undefined : staticFiles(dist, serverInfo(config))
  app.notFound(async (call) => (await pages?.(call, async () => {})) ?? refuse(nothingAt(call.req.path)))
  app.onError((error) => refuse(asApiError(error)))
  return app
}

const nothingAt = (path: string) => new ApiError('ENDPOINT_NOT_FOUND', `There is nothing at ${path}.`)

const onMethodNotAllowed = (_call: unknown, methods: string[]) =>
  refuse(new ApiError('METHOD_NOT_ALLOWED', `Only ${methods.join(', ')} can be used here.`), {
    Allow: methods.join(', '),
  })

/** What index.html tells the app of the embedded backend. */
export const serverInfo = ({ basePath }: Pick<Config, 'basePath'>): ServerInfo => ({
  basePath,
  version,
  mlflowVersion,
  backend: 'embedded',
  capabilities: { loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true },
})
