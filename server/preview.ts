import { createHash } from 'node:crypto'
import type { Context, Handler } from 'hono'
import { ApiError, invalid } from '#contract/errors.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import type { Config } from './config/config.ts'
import { readHostOrigin } from './config/config-values.ts'
import { ownNames, sameName } from './hosts.ts'

/** Writes the document that the app sends to the frame, once; `watch` runs before anything of the document does. */
const boot = (watch: string) => `addEventListener('message', (event) => {
  if (event.source !== parent) return
  document.open()${watch}
  document.write(event.data)
  document.close()
}, { once: true })`

const stillBoot = boot('')
/** Tells the app what the policy blocked, so that it can name the host. */
const runningBoot = boot(`
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => parent.postMessage({ blockedURI }, '*'))`)

const pageOf = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>Preview</title><script>${script}</script>`

const stillHash = createHash('sha256').update(stillBoot).digest('base64')

/** What the frame may load: the document's own data, and files from these hosts. It can't submit forms or open windows. */
function policy(scripts: boolean, hosts: readonly string[]): string {
  const from = (...sources: string[]) => [...sources, ...hosts].join(' ')
  return [
    "default-src 'none'",
    scripts
      ? `script-src ${from("'unsafe-inline'", "'unsafe-eval'", 'blob:', 'data:')}`
      : `script-src 'sha256-${stillHash}'`,
    ...(scripts ? [`worker-src ${from('blob:', 'data:')}`, `connect-src ${from('blob:', 'data:')}`] : []),
    `style-src ${from("'unsafe-inline'")}`,
    `img-src ${from('data:', 'blob:')}`,
    `font-src ${from('data:')}`,
    `media-src ${from('data:', 'blob:')}`,
    ...(hosts.length > 0 ? [`frame-src ${hosts.join(' ')}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    // An opaque origin: it reaches neither the app's page, nor its storage, nor the API.
    'sandbox allow-scripts',
  ].join('; ')
}

/**
 * Answers the empty page in which the app shows an HTML artifact. It receives the document from the page around it. The
 * document's own scripts run only with `?scripts=run`. It loads only from the hosts that the request names, one
 * `host=https://name` each, and from those that the operator always allows. Throws for a host that cannot be allowed: this
 * server's own, a malformed one, or one that the operator has not listed where asking is forbidden.
 */
export function previewFrame(config: Config): Handler {
  const own = ownNames(config)
  const always = new Set(config.previewHosts)
  return (c) => {
    const scripts = c.req.query('scripts') === 'run'
    const hosts = new Set([...(scripts ? always : []), ...askedHosts(c)])
    for (const host of hosts) {
      if (sameName(own, new URL(host).host))
        throw new ApiError('PERMISSION_DENIED', `A preview cannot load from this server, ${host}.`)
      if (config.previewNetwork === 'forbid' && !always.has(host))
        throw new ApiError(
          'PERMISSION_DENIED',
          `This server does not let previews load from ${host}. --preview-hosts can add it.`,
        )
    }
    return c.html(pageOf(scripts ? runningBoot : stillBoot), 200, {
      'Content-Security-Policy': policy(scripts, [...hosts]),
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-cache',
    })
  }
}

function askedHosts(c: Context): string[] {
  return (c.req.queries('host') ?? []).map((text) => {
    const origin = readHostOrigin(text)
    if (origin !== text) throw invalid(`'${text}' is not a host like https://cdn.example.`)
    return origin
  })
}

/** What the app has to know to ask for hosts, or not to. */
export const previewInfo = ({ previewHosts, previewNetwork }: Config): ServerInfo['previews'] => ({
  hosts: [...previewHosts],
  ask: previewNetwork === 'ask',
})
