import type { Hono } from 'hono'
import type { ServerInfo } from '#contract/server-info.ts'

/** What answers the MLflow API: the embedded backend, or an MLflow server behind. */
export type Backend = {
  /** The MLflow API, to be mounted below the base path. */
  routes: Hono
  /** What index.html tells the app about it. */
  info: () => Promise<Omit<ServerInfo, 'basePath' | 'version' | 'previews' | 'uploadExperiment'>>
}
