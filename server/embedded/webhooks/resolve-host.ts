import type { LookupAddress } from 'node:dns'
import { lookup, Resolver } from 'node:dns/promises'
import pLimit from 'p-limit'

/** How long name servers have to answer, in ms. */
const SILENCE_MS = 3000

/** Lookups at the same time: each takes one of the four threads that read files, for as long as a name server is silent. */
const inTurn = pLimit(2)

/**
 * The addresses of a host. `isNamed`: the operator named it, so this computer's own way to find names counts, with its file of hosts.
 * Any other name is asked of the name servers without a thread, so that a silent one, which can be a stranger's, holds up nobody
 * else's. Rejects if nothing is answered within `ms`.
 */
export function resolveHost(host: string, isNamed: boolean, ms = SILENCE_MS): Promise<LookupAddress[]> {
  if (!isNamed && /(^|\.)localhost$/i.test(host)) return Promise.resolve([{ address: '127.0.0.1', family: 4 }])
  return isNamed ? within(ms, host, () => inTurn(() => lookup(host, { all: true }))) : ask(host, ms)
}

async function ask(host: string, ms: number): Promise<LookupAddress[]> {
  const resolver = new Resolver({ timeout: ms, tries: 2 })
  const answers = () => Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const [four, six] = await within(ms, host, answers, () => resolver.cancel())
  const found = [...addressesOf(four, 4), ...addressesOf(six, 6)]
  if (found.length === 0 && four.status === 'rejected') throw four.reason
  return found
}

const addressesOf = (answer: PromiseSettledResult<string[]>, family: 4 | 6) =>
  answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : []

/** Rejects what takes longer, and calls `late`. */
async function within<T>(ms: number, host: string, find: () => Promise<T>, late?: () => void): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new Error(`No name server answered for ${host} within ${ms / 1000} seconds.`))
    late?.()
  }, ms)
  try {
    return await Promise.race([find(), promise])
  } finally {
    clearTimeout(timer)
  }
}
