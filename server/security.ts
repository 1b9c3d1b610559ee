import type { Context } from 'hono'
import { ApiError, invalid } from '#contract/errors.ts'
import type { Config } from './config/config.ts'
import { forwardedBy, incomingOf } from './forwarded.ts'
import { ownNames, sameName } from './hosts.ts'
import { headersOfAll, headersOfData, isComplete } from './json-answer.ts'

/** The longest request target; a filter of 10,000 characters still fits (docs/robustness.md F06, F08). */
const LONGEST_TARGET = 16 * 1024

/**
 * Refuses what a foreign web page could make a browser send: calls with a Host that is not ours (DNS rebinding), and
 * writes from another origin. Never compares by prefix or wildcard (docs/robustness.md O01–O13). Throws ApiError.
 */
export function guard(config: Config): (c: Context) => void {
  const names = ownNames(config)
  const forwardedOf = forwardedBy(config)
  let last: string | undefined // nearly all requests name the same host
  const isOwn = (host: string) => {
    if (host !== last && !sameName(names, host)) return false
    last = host
    return true
  }
  return (c) => {
    const { req } = c
    const sent = incomingOf(c)?.url ?? req.url
    checkTarget(sent)
    const host = req.header('Host') ?? new URL(req.url).host
    // Only an absolute target has a host of its own.
    if (!isOwn(host) || (!sent.startsWith('/') && !sameName(names, new URL(req.url).host))) throw foreignHost(host)
    const forwarded = forwardedOf(c)
    const own = forwarded.host ?? host
    if (own !== host && !sameName(names, own)) throw foreignHost(own)
    if (safeMethods.has(req.method)) return
    const origin = req.header('Origin')
    const isOurs =
      origin === undefined
        ? isOwnSite(req.header('Sec-Fetch-Site'))
        : config.allowedOrigins.includes(origin) || origin === originOf(own, forwarded.scheme)
    if (!isOurs)
      throw new ApiError('PERMISSION_DENIED', 'Writes from another origin are refused. --allowed-origins can add it.')
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Checks the path as sent: WHATWG URL parsing would resolve `..` and reach another route. */
function checkTarget(target: string) {
  if (target.length > LONGEST_TARGET) throw new ApiError('URI_TOO_LONG', 'The URL is too long.')
  if (/^[^?#]*[/\\](?:\.|%2e){2}(?:[/\\?#]|$)/i.test(target)) throw invalid('Invalid path')
}

/** The origin as a browser writes it: in lower case, without the default port of its scheme. */
function originOf(host: string, scheme = 'http'): string {
  const url = URL.parse(`${/^https$/i.test(scheme) ? 'https' : 'http'}://${host}`)
  if (!url) throw foreignHost(host)
  return url.origin
}

const foreignHost = (host: string) =>
  new ApiError('PERMISSION_DENIED', `This server does not answer to the name '${host}'. --allowed-hosts can add it.`)

/**
 * A browser sends Origin with every write; the Python client sends none. Sec-Fetch-Site covers browsers that leave it out.
 */
const isOwnSite = (site: string | undefined) => site === undefined || ownSites.has(site)

const ownSites = new Set(['same-origin', 'none'])

/** Adds the headers of every answer, unless the answer sets them itself (docs/robustness.md O14, O16). */
export function secureHeaders(c: Context): void {
  if (isComplete(c.res)) return
  const { headers } = c.res
  const isData = headers.get('Content-Type')?.startsWith('application/json')
  for (const [name, value] of Object.entries({ ...headersOfAll, ...(isData && headersOfData) }))
    if (!headers.has(name)) headers.set(name, value)
}

/**
 * The page's Content-Security-Policy: only our own scripts run, in the page itself only those with these hashes, and no other site can
 * frame the page.
 */
export const pagePolicy = (nonce: string, scripts: readonly string[]): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scripts.map((hash) => `'${hash}'`)].join(' '),
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
