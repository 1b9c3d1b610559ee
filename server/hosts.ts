import { networkInterfaces } from 'node:os'
import { type Config, hostPattern } from './config.ts'

/**
 * The names this server is called by: loopback, the address it is bound to, and what the operator added. Bound to all
 * addresses it answers to each of the machine's own; an address cannot be rebound by a foreign DNS as a name can.
 */
export function ownNames({ host, allowedHosts }: Pick<Config, 'host' | 'allowedHosts'>): ReadonlySet<string> {
  const addresses =
    host === '0.0.0.0' || host === '::'
      ? Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
      : []
  return new Set(
    ['localhost', '127.0.0.1', '[::1]', ...[host, ...addresses].map(bracketed), ...allowedHosts].map(lower),
  )
}

/** Whether a Host value, with or without a port, is one of the names. `name:port` in the set wants that port. */
export function sameName(names: ReadonlySet<string>, host: string): boolean {
  const [whole, name] = hostPattern.exec(host) ?? []
  return whole !== undefined && name !== undefined && (names.has(lower(name)) || names.has(lower(whole)))
}

const lower = (text: string) => text.toLowerCase()

/** An IPv6 address as it stands in a URL. */
export const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)
