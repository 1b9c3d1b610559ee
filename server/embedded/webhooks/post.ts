import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { hostOf, type Targets } from '../store/webhooks/targets.ts'
import { resolveHost } from './resolve-host.ts'

/** How much of an answer is read, and kept. */
const MOST_BYTES = 4096
const MOST_TEXT = 500

export type Posted = { status: number; text: string; retryAfter: string | undefined }

/** An address that webhooks must not lead to. Nothing was sent, and trying again would change nothing. */
export class BlockedAddress extends Error {}

/**
 * Posts a text. The host's name is resolved once, and a connection is made only to addresses that `targets` allows. Redirects are not
 * followed, and certificates are checked. Rejects if nothing is answered within `ms`.
 */
export function post(
  address: string,
  {
    headers,
    body,
    ms,
    targets,
    signal,
  }: {
    headers: Record<string, string>
    body: string
    ms: number
    targets: Targets
    signal: AbortSignal
  },
): Promise<Posted> {
  const url = new URL(address)
  const host = hostOf(url)
  const isSecure = url.protocol === 'https:'
  const blocked = (to: string) => new BlockedAddress(`${host} leads to ${to}, which is not a public address.`)
  if (!isSecure && !targets.isNamed(host)) return Promise.reject(new BlockedAddress('Only https is allowed.'))
  if (isIP(host) !== 0 && !targets.allows(host, host)) return Promise.reject(blocked(host))

  const lookup: LookupFunction = (name, _options, callback) => {
    resolveHost(name, targets.isNamed(host)).then(
      (found) => {
        const bad = found.find((each) => !targets.allows(host, each.address))
        if (bad) callback(blocked(bad.address), [])
        else callback(null, found)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
  const limit = AbortSignal.timeout(ms)
  return new Promise((answer, reject) => {
    // An agent of its own: no connection of another host, and no proxy of the environment.
    const asked = (isSecure ? httpsRequest : httpRequest)({
      protocol: url.protocol,
      host,
      port: url.port || undefined,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { Host: url.host, ...headers },
      agent: isSecure ? new HttpsAgent() : new HttpAgent(),
      lookup,
      signal: AbortSignal.any([limit, signal]),
    })
    let isAnswered = false
    asked.on('error', (error) => {
      if (!isAnswered) reject(limit.aborted ? new Error(`No answer within ${ms / 1000} seconds.`) : error)
    })
    // 101 comes as no response, and without a listener neither as an error.
    asked.on('upgrade', ({ statusCode = 0 }, socket) => {
      isAnswered = true
      socket.destroy()
      answer({ status: statusCode, text: '', retryAfter: undefined })
    })
    asked.on('response', (response) => {
      isAnswered = true
      const finish = (text: string) =>
        answer({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] })
      readStart(response).then(finish, reject)
    })
    asked.end(body)
  })
}

/** How a body begins; an answer that breaks off was one all the same. */
async function readStart(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      pieces.push(piece)
      size += piece.length
      if (size >= MOST_BYTES) break // leaving the loop closes the connection
    }
  } catch {
    // The status was answered.
  }
  const text = Buffer.concat(pieces).subarray(0, MOST_BYTES).toString('utf8')
  return text.replaceAll(/(?![\t\n])\p{Cc}/gu, '').slice(0, MOST_TEXT)
}
