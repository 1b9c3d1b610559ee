import { readFileSync } from 'node:fs'
import { isRange, LOOPBACK } from './addresses.ts'
import { HOST_SCHEMES } from './host-schemes.ts'

/** A bad flag or variable. The message is the one line to print. */
export class ConfigError extends Error {}

/** A value, and the flag or variable it came from, for the error message. */
export type Given = { text: string; by: string }

/** Refuses an empty host, which Node takes as every address of the machine. Accepts an IPv6 address in brackets. */
export function readHost({ text, by }: Given): string {
  if (text) return text.replace(/^\[(.*)\]$/, '$1')
  throw new ConfigError(`${by} must be a name or an address, not empty.`)
}

export function readPort({ text, by }: Given): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65536
  if (port > 65535) throw new ConfigError(`${by} must be a number from 0 to 65535, not '${text}'.`)
  return port
}

export function readSeconds({ text, by }: Given): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0
  if (seconds > 0 && seconds <= 86_400) return seconds
  throw new ConfigError(`${by} must be a number of seconds up to 86400, not '${text}'.`)
}

export function readFolder({ text, by }: Given): string {
  if (text) return text
  throw new ConfigError(`${by} must be a folder, not empty.`)
}

export function readHeader({ text, by }: Given): string {
  if (/^[\w-]+$/.test(text)) return text
  throw new ConfigError(`${by} takes the name of a header, such as X-Forwarded-User, not '${text}'.`)
}

export function readBasePath({ text, by }: Given): string {
  const path = text.replaceAll(/^\/+|\/+$/g, '')
  if (!/^[\w.~/-]*$/.test(path) || /(^|\/)(\.{1,2})?(\/|$)/.test(path.replace(/^$/, 'x')))
    throw new ConfigError(`${by} must look like /prefix, not '${text}'.`)
  return path && `/${path}`
}

export type Auth = 'none' | 'accounts' | 'proxy' | 'operator' | 'pass-through'

export function readAuth({ text, by }: Given): Auth {
  if (text === 'none' || text === 'accounts' || text === 'proxy' || text === 'operator' || text === 'pass-through')
    return text
  throw new ConfigError(`${by} must be none, accounts, proxy, operator or pass-through, not '${text}'.`)
}

/** A Host as browsers send it: a name, an IPv4 address or an IPv6 address in brackets (the first group), then a port. */
export const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

export function readName({ text, by }: Given): string {
  if (hostPattern.test(text)) return text
  throw new ConfigError(`${by} takes names like shelf.example, without wildcards, not '${text}'.`)
}

/** Turns a host (`name`, `name:port` or an origin) into an origin, https by default. */
export function readHostOrigin(text: string): string | undefined {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  const isHost = url && hostPattern.test(url.host) && url.pathname === '/' && !url.search && !url.hash && !url.username
  return isHost ? url.origin : undefined
}

export function readPreviewHost({ text, by }: Given): string {
  const origin = readHostOrigin(text)
  if (origin) return origin
  throw new ConfigError(`${by} takes hosts like cdn.example or https://cdn.example, without wildcards, not '${text}'.`)
}

export function readPreviewNetwork({ text, by }: Given): 'ask' | 'forbid' {
  if (text === 'ask' || text === 'forbid') return text
  throw new ConfigError(`${by} must be ask or forbid, not '${text}'.`)
}

/** Returns an origin as browsers write it; accepts a trailing slash. */
export function readOrigin({ text, by }: Given): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new ConfigError(`${by} takes origins like https://shelf.example, not '${text}'.`)
  return url.origin
}

/** Returns the address of a server, perhaps with a path, without a trailing slash. */
export function readAddress({ text, by }: Given): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new ConfigError(`${by} takes an address like https://shelf.example, not '${text}'.`)
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** The first line of a file that holds a secret. Throws ConfigError, which names the flag `by`. */
export function readSecret(file: string, by: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  } catch (error) {
    throw new ConfigError(`${by} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Accepts only what an artifact_location can start with, a folder or an address: anything else would never match. */
export function readLocation({ text, by }: Given): string {
  if (/^(\/|[a-z][a-z0-9+.-]*:)/i.test(text)) return text
  throw new ConfigError(`${by} takes an absolute path or an address like hdfs://host/folder, not '${text}'.`)
}

/** Accepts addresses and ranges; `true` and `loopback` mean this computer, `false` nobody. */
export function readProxy({ text, by }: Given): readonly string[] {
  if (/^(0|false|no)$/i.test(text)) return []
  if (/^(1|true|yes|loopback)$/i.test(text)) return LOOPBACK
  if (isRange(text)) return [text]
  throw new ConfigError(`${by} takes addresses and ranges like 10.0.0.0/8 or ::1, not '${text}'.`)
}

export function readScheme({ text, by }: Given): string {
  if (HOST_SCHEMES.includes(text.toLowerCase())) return text.toLowerCase()
  throw new ConfigError(`${by} takes ${HOST_SCHEMES.join(', ')}, not '${text}'.`)
}

/** Returns a host's name in lower case, or an address or range. */
export function readWebhookTarget({ text, by }: Given): string {
  if (isRange(text)) return text
  if (/^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(text)) return text.toLowerCase()
  throw new ConfigError(`${by} takes names like ci.internal, and addresses and ranges like 10.0.0.0/8, not '${text}'.`)
}
