import { openCounts } from '../../embedded/store/counts.ts'

type Read<T> = { began: number; as: string; value: T }

/** Where somebody waits, when they began to, and with whose credentials. */
export type Waiting = { key: string; since: number; as: string }

/**
 * What was read last, for those who were waiting for their turn before that read began: with the same credentials, they would be told the
 * same. Of sixteen people who decide one request at once, the fifteen who lose need one read.
 */
export function sharedReads<T>() {
  let moment = 0
  const reads = new Map<string, Read<T>>()
  const waiting = openCounts<string>()
  return {
    /** To call when somebody begins to wait. */
    wait(key: string, as: string): Waiting {
      waiting.add(key, 1)
      return { key, as, since: ++moment }
    },
    /** What was read since, or what `read` gives. */
    async read({ key, as, since }: Waiting, read: () => Promise<T>): Promise<T> {
      const last = reads.get(key)
      if (last && last.began > since && last.as === as) return last.value
      reads.delete(key)
      const began = ++moment
      const value = await read()
      reads.set(key, { began, as, value })
      return value
    },
    /** To call before something is written: what was read is then out of date. */
    forget: (keys: readonly string[]) => keys.forEach((key) => reads.delete(key)),
    /** To call when their turn is over. */
    leave({ key }: Waiting): void {
      waiting.add(key, -1)
      if (waiting.of(key) === 0) reads.delete(key)
    },
  }
}
