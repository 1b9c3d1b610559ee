import { ConfigError } from '../config/config-values.ts'

/** An MLflow server, and our credentials for it. */
export type Target = {
  /** The root of the server, perhaps with a path, without a trailing slash. */
  base: string
  /** The operator's Authorization header, never shown to a browser. */
  authorization?: string
}

export type Upstream = {
  tracking: Target
  /** `registered-models/*` and `model-versions/*` go here. */
  registry: Target
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Reads MLFLOW_TRACKING_URI and MLFLOW_REGISTRY_URI, with the credentials of MLFLOW_TRACKING_USERNAME and _PASSWORD, or
 * else _TOKEN, as MLflow's client does (the pair wins over the token; both servers get the same). Undefined if no
 * tracking URI is set; throws ConfigError for a bad one.
 */
export function upstreamFrom(env: Env): Upstream | undefined {
  const { MLFLOW_TRACKING_URI: tracking, MLFLOW_REGISTRY_URI: registry } = env
  if (!tracking) {
    if (registry) throw new ConfigError('MLFLOW_REGISTRY_URI is set without MLFLOW_TRACKING_URI: set both or neither.')
    return undefined
  }
  const ours = authorizationFrom(env)
  return {
    tracking: targetFrom('MLFLOW_TRACKING_URI', tracking, ours),
    registry: targetFrom(registry ? 'MLFLOW_REGISTRY_URI' : 'MLFLOW_TRACKING_URI', registry || tracking, ours),
  }
}

function targetFrom(name: string, uri: string, authorization: string | undefined): Target {
  const url = URL.parse(uri)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new ConfigError(
      `${name} must be the http:// or https:// address of an MLflow server. Unset it to use the embedded backend.`,
    )
  if (url.search || url.hash) throw new ConfigError(`${name} must be an address without “?” and “#”.`)
  const inUrl = url.username ? basic(decodeURIComponent(url.username), decodeURIComponent(url.password)) : undefined
  const own = authorization ?? inUrl
  return { base: url.origin + url.pathname.replace(/\/+$/, ''), ...(own ? { authorization: own } : {}) }
}

function authorizationFrom(env: Env): string | undefined {
  const { MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password, MLFLOW_TRACKING_TOKEN: token } = env
  if (user && password) return basic(user, password)
  return token ? `Bearer ${token}` : undefined
}

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
