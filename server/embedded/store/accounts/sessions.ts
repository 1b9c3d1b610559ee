import { randomBytes } from 'node:crypto'
import type { Db } from '../../db.ts'
import type { Account } from './accounts.ts'
import { hashOf } from './tokens.ts'

/** How long a session lasts after its last use, in ms. */
export const SESSION_MS = 14 * 24 * 60 * 60 * 1000
/** How old `used` may be, in ms, before a request updates it. */
const USED_MS = 10 * 60_000
const MAX_AGENT = 300

/** Starts a session and returns its id, which is stored hashed. Only inside `write`. `agent`: the browser, to tell them apart. */
export function startSession(db: Db, account: number, agent: string): string {
  const id = randomBytes(32).toString('base64url')
  const now = Date.now()
  db.run('DELETE FROM sessions WHERE used < ?', now - SESSION_MS)
  db.run(
    'INSERT INTO sessions (hash, account_id, created, used, agent) VALUES (?, ?, ?, ?, ?)',
    hashOf(id),
    account,
    now,
    now,
    agent.slice(0, MAX_AGENT),
  )
  return id
}

/** The account of a session that has not ended, or undefined. */
export function holderOfSession(db: Db, id: string, now = Date.now()): Account | undefined {
  const row = db.get<Account & { used: number }>(
    `SELECT a.id, a.name, a.kind, a.role, a.password, s.used FROM sessions AS s JOIN accounts AS a ON a.id = s.account_id
     WHERE s.hash = ? AND s.used > ? AND a.deleted IS NULL`,
    hashOf(id),
    now - SESSION_MS,
  )
  if (!row) return undefined
  const { used, ...account } = row
  if (now - used > USED_MS)
    void db.write(() => db.run('UPDATE sessions SET used = ? WHERE hash = ?', now, hashOf(id))).catch(console.error)
  return account
}

/** Ends one session. Only inside `write`. */
export function endSession(db: Db, id: string): void {
  db.run('DELETE FROM sessions WHERE hash = ?', hashOf(id))
}
