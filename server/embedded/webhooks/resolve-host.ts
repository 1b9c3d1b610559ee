import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'

/** Lookups at the same time: each takes one of the four threads that read files, for as long as a name server is silent. */
const AT_ONCE = 2
const waiting: (() => void)[] = []
let running = 0

/** The addresses of a host, as this computer finds them. */
export async function resolveHost(host: string): Promise<LookupAddress[]> {
  if (running >= AT_ONCE) await new Promise<void>((start) => waiting.push(start))
  else running += 1
  try {
    return await lookup(host, { all: true })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
