import { networkInterfaces } from 'node:os'
import type { Config } from './config/config.ts'
import { hostPattern } from './config/config-values.ts'

/**
 * The names that this server answers to: loopback, the address it is bound to, and those that the operator added. If bound
 * to all addresses, it answers to every address of the machine: DNS rebinding needs a name, not an address.
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

/** Whether a Host header, with or without a port, is one of the names. `name:port` in the set requires that port. */
export function sameName(names: ReadonlySet<string>, host: string): boolean {
  const [whole, name] = hostPattern.exec(host) ?? []
  return whole !== undefined && name !== undefined && (names.has(lower(name)) || names.has(lower(whole)))
}

const lower = (text: string) => text.toLowerCase()

/** An IPv6 address as written in a URL. */
export const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)
