import { hash } from 'node:crypto'
import type { Db } from '../../db.ts'
import { isWrittenElsewhere } from '../../turn-snapshots.ts'

/** More secrets in use at once would only be looked up again. */
const MOST = 10_000

type Memory<Row> = { revision: number; rows: Map<string, Row> }

/** The secret's hash. It has 256 random bits, so a fast hash is enough. */
export const hashOf = (secret: string): Uint8Array => hash('sha256', secret, 'buffer')

/** What changes with accounts, tokens and sessions, whoever changes them (migrations/025-account-revision.sql). */
const revisionOf = (db: Db): number => db.get<{ revision: number }>('SELECT revision FROM account_revision')!.revision // it has one row

/**
 * Makes a function that reads the row of a secret once, and again when the revision is another one. `read` answers undefined for what no
 * longer counts; what the time decides is for the caller to check each time, who may note in the row when it was used. `given`: the
 * revision as read for this request, on another connection.
 */
export function remembered<Row extends object>(read: (db: Db, hash: Uint8Array) => Row | undefined) {
  const memories = new WeakMap<Db, Memory<Row>>()
  return (db: Db, secret: string, given?: number): Row | undefined => {
    // While another thread writes, a turn may read an older state here than there: its rows would pass for those of the newer revision.
    const revision = given === undefined || isWrittenElsewhere() ? revisionOf(db) : given
    let memory = memories.get(db)
    if (memory?.revision !== revision) memories.set(db, (memory = { revision, rows: new Map() }))
    const key = hash('sha256', secret, 'base64')
    const known = memory.rows.get(key)
    if (known) return known
    const row = read(db, hashOf(secret))
    if (row && memory.rows.size >= MOST) memory.rows.clear()
    if (row) memory.rows.set(key, row)
    return row
  }
}

/** Notes with `write` that a remembered row was used now, unless that was in the last `age` ms too. */
export function noteUsed(
  held: { used: number | null },
  { now, age }: { now: number; age: number },
  write: () => Promise<unknown>,
): void {
  const { used } = held
  if (used !== null && now - used <= age) return
  held.used = now
  write().catch((error: unknown) => {
    held.used = used // the next request tries again
    console.error(error)
  })
}
