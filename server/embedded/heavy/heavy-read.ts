import type { Carried } from '../carried-text.ts'
import type { Db } from '../db.ts'

/** The text of a file, or of one long object, piece by piece. */
export type InTexts = { texts: Iterable<Carried> }

/** A read that may go to a thread. */
export type HeavyRead<Input, Answered> = {
  /** Whether it may touch or answer more than `MANY` rows; of what the caller does not see, none. Must itself take no time. */
  isHeavy: (input: Input, db: Db, seen: Db) => boolean
  /** Whether a heavy one takes so few milliseconds that the main thread reads it, a part each turn: handing over would take as long again. */
  isMedium?: (input: Input, db: Db, seen: Db) => boolean
  answer: (input: Input, db: Db) => Answered
}
