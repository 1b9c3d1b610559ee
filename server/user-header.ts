import type { Context as HonoContext } from 'hono'
import { inRanges } from './config/addresses.ts'
import type { Config } from './config/config.ts'
import { incomingOf } from './forwarded.ts'

/**
 * Makes the reader of `--user-header`: the person that a proxy of `--trust-proxy` names. Undefined if the request comes from
 * elsewhere, or without exactly one such header, since the proxy may have added its own to one of the client's.
 */
export function userNamedBy({ trustProxy, userHeader }: Pick<Config, 'trustProxy' | 'userHeader'>) {
  const isProxy = inRanges(trustProxy)
  const wanted = userHeader.toLowerCase()
  return (c: HonoContext): string | undefined => {
    const incoming = incomingOf(c)
    if (wanted === '' || !incoming || !isProxy(incoming.socket.remoteAddress)) return undefined
    const values = incoming.rawHeaders.filter((_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === wanted)
    return values.length === 1 ? textOf(values[0]!).trim() || undefined : undefined
  }
}

/** Node reads headers as Latin-1; proxies send UTF-8. */
function textOf(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
