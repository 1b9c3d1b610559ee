import { ApiError } from '#contract/errors.ts'
import type { SignedIn } from '../context.ts'
import type { Db } from '../db.ts'

/** Who asks in a request, and what they see. */
export type Entry = {
  /** As they were when last asked: `again` may replace both. */
  who: SignedIn
  seen: Db
  session: string | undefined
  /**
   * Asks again who this is, because accounts may have changed while the request was on its way. Throws UNAUTHENTICATED if what it showed no
   * longer counts.
   */
  again(): void
  /** Runs each write of this request: in its transaction, first asks who this is now. Throws UNAUTHENTICATED. */
  write<T>(fn: () => T): Promise<T>
}

type Entering = {
  who: SignedIn
  session: string | undefined
  /** The whole database. */
  db: Db
  seenBy: (who: SignedIn) => Db
  /** Who shows the same now, or undefined if it no longer counts. */
  ask: (who: SignedIn) => SignedIn | undefined
}

export function newEntry({ who, session, db, seenBy, ask }: Entering): Entry {
  const entry: Entry = {
    who,
    seen: seenBy(who),
    session,
    again() {
      const now = ask(entry.who)
      if (!now) throw new ApiError('UNAUTHENTICATED', NOT_SIGNED_IN)
      entry.who = now
      entry.seen = seenBy(now)
    },
    write: (fn) =>
      db.write(() => {
        entry.again()
        return fn()
      }),
  }
  return entry
}

export const NOT_SIGNED_IN =
  'You are not authenticated: the name, password or token is missing, wrong, expired or revoked.'
