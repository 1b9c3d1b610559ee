import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext } from 'hono'
import { isIP } from 'node:net'
import { inRanges } from './config/addresses.ts'
import type { Config } from './config/config.ts'

/** The request as Node has it; undefined for `app.request` in tests. */
export const incomingOf = ({ env }: HonoContext) => ((env ?? {}) as Partial<HttpBindings>).incoming

/** What the trusted proxies in front say of a request: nothing, if it comes from elsewhere. */
export type Forwarded = {
  /** The Host and the scheme that the browser asked for. */
  host?: string | undefined
  scheme?: string | undefined
  /** The address that the first of these proxies was asked from, or the connection's own; '' if unknown. */
  address: string
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Read once: it decides about the request's Host and, with accounts, its cookie. A server has one `--trust-proxy`. */
    forwarded?: Forwarded
  }
}

/** Makes the reader of what `--trust-proxy` believes. */
export function forwardedBy({ trustProxy }: Pick<Config, 'trustProxy'>): (c: HonoContext) => Forwarded {
  const isProxy = inRanges(trustProxy)
  return (c) => {
    const known = c.get('forwarded')
    if (known) return known
    const remote = incomingOf(c)?.socket.remoteAddress
    if (!isProxy(remote)) return { address: remote ?? '' } // takes less than keeping it would
    const forwarded = read(c, remote)
    c.set('forwarded', forwarded)
    return forwarded
  }
  function read(c: HonoContext, remote: string | undefined): Forwarded {
    // Each proxy of a chain appends the host it was asked for; the browser asked for the first.
    const first = (name: string) => c.req.header(name)?.split(',', 1)[0]?.trim()
    // It also appends the address that asked it; anybody can write the ones before.
    const hops = c.req.header('X-Forwarded-For')?.split(',') ?? []
    const address = hops.map(addressIn).findLast((hop) => !isProxy(hop))
    return { host: first('X-Forwarded-Host'), scheme: first('X-Forwarded-Proto'), address: address ?? remote ?? '' }
  }
}

/** The address of a hop, without the port that some gateways add; undefined for what is none, such as `unknown`. */
function addressIn(hop: string): string | undefined {
  const [, bracketed, plain] = /^\s*(?:\[([^\]]*)\](?::\d+)?|(.*?))\s*$/.exec(hop) ?? []
  const address = bracketed ?? plain?.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return address !== undefined && isIP(address.replace(/%.*$/, '')) ? address : undefined
}
