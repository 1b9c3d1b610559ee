import { isLoopback } from './addresses.ts'
import type { Config } from './config.ts'
import { ConfigError } from './config-values.ts'

/**
 * Checks `--auth` for the embedded backend. Throws ConfigError for a value of the other backend, and if others can reach the
 * server although the operator did not choose what they may do.
 */
export function embeddedAuth(config: Config): 'none' | 'accounts' | 'proxy' {
  const { auth, userHeader, oidc } = config
  if (oidc && auth !== 'accounts') throw new ConfigError('--oidc-issuer needs --auth accounts.')
  if (auth === 'proxy') {
    checkUserHeader(config, '--auth proxy')
    return auth
  }
  if (userHeader) throw new ConfigError('--user-header needs --auth proxy, or an MLflow server with --auth operator.')
  if (auth === 'none' || auth === 'accounts') return auth
  if (auth)
    throw new ConfigError(
      `--auth ${auth} needs an MLflow server, named by MLFLOW_TRACKING_URI. Without one, use accounts, proxy or none.`,
    )
  const reached = reachedBy(config)
  if (reached) throw new ConfigError(`${reached} lets others reach this server, and nobody signs in to it.\n${ways}`)
  return 'none'
}

/** Checks `--auth` in front of an MLflow server. Throws ConfigError for a value of the other backend. */
export function upstreamAuth(
  config: Pick<Config, 'auth' | 'userHeader' | 'trustProxy' | 'oidc'>,
): 'operator' | 'pass-through' {
  const { auth = 'operator', userHeader, oidc } = config
  if (oidc) throw new ConfigError('--oidc-issuer is for the embedded backend with --auth accounts.')
  if (userHeader && auth === 'pass-through')
    throw new ConfigError(
      '--user-header names the person under --auth operator. With pass-through, people sign in to MLflow.',
    )
  if (userHeader) checkUserHeader(config, '--user-header')
  if (auth === 'operator' || auth === 'pass-through') return auth
  throw new ConfigError(
    `--auth ${auth} is for the embedded backend. In front of an MLflow server, use operator or pass-through.`,
  )
}

/** Throws ConfigError unless a header is named, and a proxy from which it is believed. */
function checkUserHeader({ userHeader, trustProxy }: Pick<Config, 'userHeader' | 'trustProxy'>, by: string) {
  if (userHeader === '') throw new ConfigError(`${by} needs --user-header NAME, in which the proxy says who asks.`)
  if (trustProxy.length === 0)
    throw new ConfigError(`${by} needs --trust-proxy ADDRESS,…: the header is believed from there only.`)
}

/** The setting that lets others reach the server, if there is one. */
function reachedBy({ host, allowedHosts, trustProxy }: Config): string | undefined {
  if (!isLoopback(host)) return `--host ${host}`
  if (allowedHosts.length > 0) return `--allowed-hosts ${allowedHosts.join(',')}`
  return trustProxy.length > 0 ? '--trust-proxy' : undefined
}

const ways = `Choose one:
  --auth accounts                people sign in: make the first account with modelshelf user add NAME --role admin
  --auth proxy                   a proxy in front says who asks, in the header --user-header
  --auth none                    anyone who can reach this server has full access
  --host 127.0.0.1               only this computer can reach it: the default, without --allowed-hosts and --trust-proxy
  MLFLOW_TRACKING_URI=https://…  put it before an MLflow server that has sign-in`
