import pLimit from 'p-limit'
import { type Asking, admitting } from '../admission.ts'

/** So many questions are answered at a time, as each holds a list of all versions: 30 to 40 MB for 100,000. The others wait. */
const QUESTIONS = 8
/** Of one person, where people can be told apart. */
const QUESTIONS_EACH = 3

/** What one question may still read. */
export type Reading = {
  /** Whether nobody waits for the answer any more. */
  isAbandoned: () => boolean
  /** Whether it is abandoned or its time is up. */
  isOver: () => boolean
  /** Reads one folder or one file, when it is this question's turn. Not for use within another turn. */
  turn: <T>(read: () => Promise<T>) => Promise<T>
}

/** Answers a question when it is admitted. */
export type AdmitReading = <T>(asking: Asking, answer: (reading: Reading) => Promise<T>) => Promise<T>

/**
 * Admits a few questions, fewer of each person, and lets them read in turns, `atOnce` of them at a time, so that a short one is answered
 * beside long ones. Each has its own time of `ms`, which passes only while it reads.
 */
export function readingInTurns(atOnce: number, ms: number): AdmitReading {
  const admit = admitting(QUESTIONS, QUESTIONS_EACH)
  const limit = pLimit(atOnce)
  const open = (signal: AbortSignal | undefined): Reading => {
    let spent = 0
    let reads = 0
    let since = 0
    const total = () => spent + (reads > 0 ? Date.now() - since : 0)
    const isAbandoned = () => signal?.aborted === true
    return {
      isAbandoned,
      isOver: () => isAbandoned() || total() > ms,
      turn: (read) =>
        limit(async () => {
          if (reads++ === 0) since = Date.now()
          try {
            return await read()
          } finally {
            if (reads === 1) spent = total()
            reads--
          }
        }),
    }
  }
  return (asking, answer) => admit(asking, () => answer(open(asking.signal)))
}
