import type { Context, Hono } from 'hono'
import type { ServerInfo } from '#contract/server-info.ts'
import type { VisitorOf } from './doors.ts'

/** What answers the MLflow API: the embedded backend, or an MLflow server behind. */
export type Backend = {
  /** The MLflow API, to be mounted below the base path. */
  routes: Hono
  /** Throws ApiError for a request that must not be answered, whatever it asks for. */
  check?: (c: Context) => void
  /** What index.html tells the app about it, found out with these credentials if they are needed. */
  info: (
    authorization?: string,
  ) => Promise<Omit<ServerInfo, 'basePath' | 'version' | 'previews' | 'uploadExperiment' | 'user'>>
  /** Why the MLflow server behind does not answer; undefined if it does. The embedded backend has none. */
  absence?: () => Promise<Absence | undefined>
  /** Says whom a request of another front door is from, if this server keeps the reviews for it. */
  visitorOf?: VisitorOf
}

/** Where no MLflow server answers, and why. */
export type Absence = {
  /** The variable that names the server. */
  variable: 'MLFLOW_TRACKING_URI' | 'MLFLOW_REGISTRY_URI'
  address: string
  /** A sentence without the address. */
  why: string
  /** Whether something else answers there; otherwise the server may come up later. */
  isOther: boolean
}
