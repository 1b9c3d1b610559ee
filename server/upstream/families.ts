import { calls, type mlflowCalls } from '#contract/calls.ts'
import { isFile } from '../request-body.ts'

type FamilyOf<Path> = Path extends `${infer First}/${string}` ? First : Path
type Family = FamilyOf<(typeof mlflowCalls)[keyof typeof mlflowCalls]['path']>

/** The families of calls that are forwarded. A call of another family in contract/calls.ts does not compile until it is here. */
const families: Record<Family, true> = {
  experiments: true,
  runs: true,
  metrics: true,
  'logged-models': true,
  'registered-models': true,
  'model-versions': true,
  artifacts: true,
}
/** Forwarded without being called by the app. */
const others = ['upload-artifact', 'mpu', 'presigned', 'server-info', 'traces', 'datasets']
const FAMILIES = new RegExp(
  `^/(?:ajax-)?api/[23]\\.0/mlflow(?:-artifacts)?/(?:${[...Object.keys(families), ...others].join('|')})(?:/|$)`,
)
const PERMISSIONS = /\/permissions(?:\/|$)/
const OUTSIDE = ['/get-artifact', '/model-versions/get-artifact', '/version']
const REGISTRY = /^(?:\/(?:ajax-)?api\/2\.0\/mlflow)?\/(?:registered-models|model-versions)\//
const DOWNLOADS = /^(?:\/get-artifact|\/model-versions\/get-artifact|\/version)$|\/artifacts\/files$/
const WORKSPACES = /^\/(?:ajax-)?api\/3\.0\/mlflow\/workspaces(?:\/|$)/
const ME = /^\/(?:ajax-)?api\/[23]\.0\/mlflow\/users\/current(?:\/permissions)?$/
const WEBHOOKS = /^\/(?:ajax-)?api\/2\.0\/mlflow\/webhooks(?:\/|$)/
/** Everything else that an MLflow server answers. */
const MLFLOW = /^\/(?:(?:ajax-)?api\/\d\.0\/mlflow|graphql|v1\/|gateway\/|get-trace-artifact|invocations)/

type Passing = 'forwarded' | 'own-rights-only' | 'not-forwarded' | 'not-mlflow'

/**
 * Whether to forward a call, whose path is given below our base path. With the operator's credentials, never what
 * administers the upstream: anybody who reaches this server could make themselves its administrator.
 */
export function passing(method: string, path: string, auth: 'operator' | 'pass-through'): Passing {
  if (OUTSIDE.includes(path) || (FAMILIES.test(path) && !PERMISSIONS.test(path))) return 'forwarded'
  if (WORKSPACES.test(path) && method === 'GET') return 'forwarded'
  if (WORKSPACES.test(path) || WEBHOOKS.test(path) || (ME.test(path) && method === 'GET'))
    return auth === 'pass-through' ? 'forwarded' : 'own-rights-only'
  return MLFLOW.test(path) ? 'not-forwarded' : 'not-mlflow'
}

/** Whether the path belongs to the registry, which may be another server. */
export const isRegistry = (path: string): boolean => REGISTRY.test(path)

/** Whether the path carries a file, which is streamed, rather than JSON. */
export const isBytes = (path: string): boolean => isFile(path) || DOWNLOADS.test(path)

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
