import { ApiError } from '#contract/errors.ts'
import { openCounts } from './counts.ts'

/**
 * Who wants a place, or as many as `size`. `person`: any text that is another for others; undefined where people can't be told apart, so that
 * nobody has too many. `signal`: aborts once nobody waits for the answer.
 */
export type Asking = { person?: string | undefined; size?: number; signal?: AbortSignal | undefined }

/** Why a request that nobody waits for any more is not answered. */
export const abandoned = () => new ApiError('TEMPORARILY_UNAVAILABLE', 'Nobody waits for the answer any more.')

/** Does `work` once there is a place for it. Rejects with ApiError if it is abandoned before. */
export type Admit = <T>(asking: Asking, work: () => Promise<T>) => Promise<T>

/** Somebody, or one question of whoever it is. */
type Holder = string | object

type Waiting = { person: Holder; size: number; begin: () => void }

/**
 * Admits `most` at a time, of which one person holds `each`, and alone whoever wants more. Next comes whoever holds the fewest places, and of
 * those who has waited longest, so that many questions of one person do not keep others waiting.
 */
export function admitting(most: number, each: number = most): Admit {
  const waiting = new Set<Waiting>()
  const held = openCounts<Holder>()
  let open = 0
  const hold = (person: Holder, change: number) => {
    open += change
    held.add(person, change)
  }
  const admitNext = () => {
    if (open >= most) return
    let next: Waiting | undefined
    for (const one of waiting) if (held.of(one.person) < (next ? held.of(next.person) : each)) next = one
    if (!next || (open > 0 && open + next.size > most)) return
    waiting.delete(next)
    hold(next.person, next.size)
    next.begin()
    admitNext()
  }
  const placeFor = (person: Holder, size: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(one)
        admitNext() // it may have been too large for what is left
        reject(abandoned())
      }
      const one: Waiting = {
        person,
        size,
        begin() {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      if (signal?.aborted) return leave()
      signal?.addEventListener('abort', leave, { once: true })
      waiting.add(one)
      admitNext()
    })
  return async ({ person = {}, size = 1, signal }, work) => {
    await placeFor(person, size, signal)
    try {
      return await work()
    } finally {
      hold(person, -size)
      admitNext()
    }
  }
}
