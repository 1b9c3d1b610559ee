import type { Hono } from 'hono'
import type { ServerInfo } from '#contract/server-info.ts'

/** What stands behind the front door: the embedded backend, or a real MLflow server. */
export type Backend = {
  /** The MLflow API, to be mounted below the base path. */
  routes: Hono
  /** What index.html tells the app of it. */
  info: () => Promise<Omit<ServerInfo, 'basePath' | 'version' | 'previews'>>
}
