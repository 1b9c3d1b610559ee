import pLimit from 'p-limit'

/** What one question may still read. */
export type Reading = {
  /** Whether its time is up. */
  isOver: () => boolean
  /** Reads one folder or one file, when it is this question's turn. Not for use within another turn. */
  turn: <T>(read: () => Promise<T>) => Promise<T>
}

/**
 * Lets questions read in turns, `atOnce` of them at a time, so that a short one is answered beside long ones. Each has its own time of `ms`,
 * which passes only while it reads.
 */
export function readingInTurns(atOnce: number, ms: number): () => Reading {
  const limit = pLimit(atOnce)
  return () => {
    let spent = 0
    let reads = 0
    let since = 0
    const total = () => spent + (reads > 0 ? Date.now() - since : 0)
    return {
      isOver: () => total() > ms,
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
}
