import { isIPv6 } from 'node:net'
import { ApiError } from '#contract/errors.ts'
import { setNewest } from './set-newest.ts'

/** Attempts without a delay: people mistype. Many people can share an address. */
const FREE = { account: 5, address: 30 } as const
const FIRST_DELAY_MS = 1000
const LONGEST_DELAY_MS = 15 * 60_000
/** After this time without an attempt, in ms, its failures are forgotten. */
const MEMORY_MS = 60 * 60_000
/** How long an address counts as one of an account after it has signed in, in ms. */
const KNOWN_MS = 30 * 24 * 60 * 60_000
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

/**
 * Slows down guessing, for each account and for each address: the delay doubles with every failure. An address that has signed in with an
 * account is slowed down for its own failures only, so that others who guess keep nobody out.
 */
export function limitAttempts(now: () => number = Date.now): Attempts {
  const failures = new Map<string, Failures>()
  const known = new Map<string, number>()

  const isRecent = (key: string): boolean => now() - (failures.get(key)?.last ?? -Infinity) <= MEMORY_MS

  function check(key: string, free: number) {
    const { count, last } = failures.get(key) ?? { count: 0, last: 0 }
    if (count < free || !isRecent(key)) return
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (count - free), LONGEST_DELAY_MS)
    if (now() - last < delay)
      throw new ApiError('REQUEST_LIMIT_EXCEEDED', 'Too many failed sign-ins. Wait, and try again.')
  }

  function count(key: string): Failures {
    const counted = { count: isRecent(key) ? failures.get(key)!.count + 1 : 1, last: now() }
    setNewest(failures, key, counted, MOST_KEYS)
    return counted
  }

  return {
    begin(account, address) {
      // No account has a longer name, so all longer ones are one.
      const [place, name] = [placeOf(address), account.slice(0, LONGEST)]
      // Written so that no name, which anybody can send, makes another key.
      const [pair, byAddress] = [JSON.stringify([name, place]), JSON.stringify({ place })]
      const byAccount = now() - (known.get(pair) ?? -Infinity) <= KNOWN_MS ? pair : JSON.stringify({ name })
      check(byAccount, FREE.account)
      check(byAddress, FREE.address)
      // A program that keeps sending an old password counts once for its address, which others share.
      const isFirst = !isRecent(pair)
      const before = failures.get(byAddress)?.last
      const counted = isFirst ? count(byAddress) : undefined
      count(byAccount)
      if (byAccount !== pair) count(pair)
      return () => {
        setNewest(known, pair, now(), MOST_KEYS)
        failures.delete(byAccount)
        failures.delete(pair)
        const left = failures.get(byAddress)
        if (!isFirst || !left) return
        left.count -= 1
        if (left === counted && before !== undefined) left.last = before
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
