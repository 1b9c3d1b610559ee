import { isIPv6 } from 'node:net'
import { ApiError } from '#contract/errors.ts'

/** Attempts without a delay: people mistype. Many people can share an address. */
const FREE = { account: 5, address: 30 } as const
const FIRST_DELAY_MS = 1000
const LONGEST_DELAY_MS = 15 * 60_000
/** After this time without an attempt, in ms, its failures are forgotten. */
const MEMORY_MS = 60 * 60_000
const MOST_KEYS = 20_000

const LONGEST = 1000

type Failures = { count: number; last: number }

export type Attempts = {
  /**
   * Counts an attempt as a failure before it is decided, so that many at once count too. Throws REQUEST_LIMIT_EXCEEDED while a
   * delay runs, for a name that exists and for one that does not. Returns what to call if the attempt succeeds.
   */
  begin(account: string, address: string): () => void
}

/** Slows down guessing, for each account and for each address: the delay doubles with every failure. */
export function limitAttempts(now: () => number = Date.now): Attempts {
  const failures = new Map<string, Failures>()

  function check(key: string, free: number) {
    const { count, last } = failures.get(key) ?? { count: 0, last: 0 }
    if (count < free || now() - last > MEMORY_MS) return
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (count - free), LONGEST_DELAY_MS)
    if (now() - last < delay)
      throw new ApiError('REQUEST_LIMIT_EXCEEDED', 'Too many failed sign-ins. Wait, and try again.')
  }

  function count(key: string) {
    const old = failures.get(key)
    const count = old && now() - old.last <= MEMORY_MS ? old.count + 1 : 1
    failures.delete(key) // the newest come last
    failures.set(key, { count, last: now() })
    if (failures.size > MOST_KEYS) failures.delete(failures.keys().next().value!) // not empty, as `size` shows
  }

  return {
    begin(account, address) {
      // No account has a longer name, so all longer ones are one.
      const [byAccount, byAddress] = [`account ${account.slice(0, LONGEST)}`, `address ${placeOf(address)}`]
      check(byAccount, FREE.account)
      check(byAddress, FREE.address)
      count(byAccount)
      count(byAddress)
      return () => {
        failures.delete(byAccount)
        const left = failures.get(byAddress)
        if (left) left.count -= 1
      }
    },
  }
}

/** Whoever has one IPv6 address has the 2^64 beside it, so that these count as one. */
function placeOf(address: string): string {
  const plain = address.replace(/%.*$/, '')
  if (!isIPv6(plain)) return address
  const carried = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (carried !== undefined) return carried
  const [head = '', tail = ''] = plain.toLowerCase().split('::')
  const [first, last] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = plain.includes('::') ? Array<string>(8 - first!.length - last!.length).fill('0') : []
  return [...first!, ...zeros, ...last!]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
