import { Hono } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { type Config, defaults } from './config.ts'
import { embeddedBackend } from './embedded/backend.ts'
import type { Db } from './embedded/db.ts'
import type { ArtifactStore } from './embedded/store/artifacts.ts'
import { asApiError, refuse } from './errors.ts'

/** The version of the MLflow API that is spoken. */
export const mlflowVersion = '3.17.2'

export type AppParts = {
  db: Db
  artifacts: ArtifactStore
  config?: Partial<Config>
  /** The built web app; without it only the API is served. */
  dist?: string
}

/** The whole front door as one web-standard app: tests call `app.request(…)`, main.ts listens with it. */
export function createApp({ db, artifacts, config }: AppParts): Hono {
  const { basePath, allowedLocations, allowedSources } = { ...defaults, ...config }
  const app = new Hono().basePath(basePath)
  app.get('/health', (call) => call.text('OK'))
  app.get('/version', (call) => call.html(mlflowVersion))
  app.route('/', embeddedBackend({ db, artifacts, allowedLocations, allowedSources }))
  app.notFound((call) => refuse(new ApiError('ENDPOINT_NOT_FOUND', `There is nothing at ${call.req.path}.`)))
  app.onError((error) => refuse(asApiError(error)))
  return app
}
