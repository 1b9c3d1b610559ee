import type { DatabaseSync } from 'node:sqlite'

/** How many writes are under way in other threads. */
let elsewhere = 0

/** Whether another thread may commit at any time. */
export const isWrittenElsewhere = (): boolean => elsewhere > 0

/** Runs what makes another thread write. */
export async function writtenElsewhere<T>(write: () => Promise<T>): Promise<T> {
  elsewhere += 1
  try {
    return await write()
  } finally {
    setImmediate(() => (elsewhere -= 1)) // this turn goes on with the snapshots that it has
  }
}

/**
 * Gives what a connection calls before each query. While another thread may commit, all that one turn of the event loop reads on that
 * connection is then one state of the data, as it is by itself where this thread makes all commits. Two connections may differ: each sees
 * what was there when it first read in that turn.
 */
export function turnSnapshots(sqlite: DatabaseSync): () => void {
  const end = () => {
    if (sqlite.isOpen && sqlite.isTransaction) sqlite.exec('COMMIT')
  }
  return () => {
    if (elsewhere === 0 || sqlite.isTransaction) return
    sqlite.exec('BEGIN')
    // Once all microtasks have run that wait now or follow from them.
    queueMicrotask(() => process.nextTick(end))
  }
}
