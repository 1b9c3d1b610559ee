import { calls } from '#contract/calls.ts'

// The families of the MLflow API to forward. Not users and permissions: with the operator's credentials anybody who
// reaches this server could make themselves an administrator of the upstream.
const FAMILIES =
  /^\/(?:ajax-)?api\/[23]\.0\/mlflow(?:-artifacts)?\/(?:experiments|runs|metrics|logged-models|registered-models|model-versions|artifacts|upload-artifact|mpu|presigned|server-info|traces)(?:\/|$)/
const PERMISSIONS = /\/permissions(?:\/|$)/
const OUTSIDE = ['/get-artifact', '/model-versions/get-artifact', '/version']
const REGISTRY = /^(?:\/(?:ajax-)?api\/2\.0\/mlflow)?\/(?:registered-models|model-versions)\//
const BYTES =
  /^(?:\/get-artifact|\/model-versions\/get-artifact|\/version)$|\/mlflow-artifacts\/artifacts\/|\/artifacts\/files$|\/upload-artifact$/

/** Whether to forward a path, given below our base path. */
export const isForwarded = (path: string): boolean =>
  OUTSIDE.includes(path) || (FAMILIES.test(path) && !PERMISSIONS.test(path))

/** Whether the path belongs to the registry, which may be another server. */
export const isRegistry = (path: string): boolean => REGISTRY.test(path)

/** Whether the path carries a file, which is streamed, rather than JSON. */
export const isBytes = (path: string): boolean => BYTES.test(path)

const searches: ReadonlySet<string> = new Set(
  Object.values(calls)
    .filter(({ kind, methods }) => kind === 'read' && (methods as readonly string[]).includes('POST'))
    .map(({ path }) => path),
)

/** Whether a call changes nothing, including a search by POST. */
export const isRead = (method: string, path: string): boolean =>
  method === 'GET' || method === 'HEAD' || (method === 'POST' && searches.has(callIn(path)))

/** The call as MLflow's documentation names it: `runs/search` of `/api/2.0/mlflow/runs/search`. */
export const callIn = (path: string): string => path.replace(/^\/(?:ajax-)?api\/[23]\.0\/(?:mlflow\/)?/, '')
