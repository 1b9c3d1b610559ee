import { randomBytes } from 'node:crypto'
import type { Session } from '#contract/accounts/account-calls.ts'
import { missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import type { Account } from './accounts.ts'
import { audit } from './audit.ts'
import { hashOf, noteUsed, remembered } from './remembered.ts'
import { DAY_MS } from './tokens.ts'

/** How long a session lasts after its last use, in ms. */
export const SESSION_MS = 14 * DAY_MS
/** How long a session lasts at most, in ms, however much it is used. */
export const LONGEST_SESSION_MS = 90 * DAY_MS
/** The same for people of an identity provider, whom it may have let go meanwhile: they come back with a click. */
export const EXTERNAL_SESSION_MS = DAY_MS
/** How old `used` may be, in ms, before a request updates it. */
const USED_MS = 10 * 60_000
const MAX_AGENT = 300

/** Starts a session and returns its id, which is stored hashed. Only inside `write`. `agent`: the browser, to tell them apart. */
export function startSession(db: Db, account: number, agent: string): string {
  const id = randomBytes(32).toString('base64url')
  const now = Date.now()
  db.run('DELETE FROM sessions WHERE used < ? OR created < ?', now - SESSION_MS, now - LONGEST_SESSION_MS)
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

type Held = { holder: Account; longest: number; created: number; used: number }

const sessionOf = remembered<Held>((db, hash) => {
  const row = db.get<Account & { is_external: number; created: number; used: number }>(
    `SELECT a.id, a.name, a.kind, a.role, a.password, a.issuer IS NOT NULL AS is_external, s.created, s.used
     FROM sessions AS s JOIN accounts AS a ON a.id = s.account_id WHERE s.hash = ? AND a.deleted IS NULL`,
    hash,
  )
  if (!row) return undefined
  const { is_external, created, used, ...holder } = row
  return { holder, longest: is_external === 1 ? EXTERNAL_SESSION_MS : LONGEST_SESSION_MS, created, used }
})

/** The account of a session that has not ended, or undefined; the same object until something changes. `revision`: as in remembered.ts. */
export function holderOfSession(db: Db, id: string, now = Date.now(), revision?: number): Account | undefined {
  const held = sessionOf(db, id, revision)
  if (!held || held.used <= now - SESSION_MS || held.created <= now - held.longest) return undefined
  noteUsed(held, { now, age: USED_MS }, () =>
    db.write(() => db.run('UPDATE sessions SET used = ? WHERE hash = ?', now, hashOf(id))),
  )
  return held.holder
}

/** Ends one session. Only inside `write`. */
export function endSession(db: Db, id: string): void {
  db.run('DELETE FROM sessions WHERE hash = ?', hashOf(id))
}

/** A part of the hash names a session in the app; nothing follows from it. */
const PUBLIC_ID = 'lower(substr(hex(hash), 1, 24))'

/** An account's sessions that have not ended, the last used first. `current`: the id of the one that asks. */
export function listSessions(db: Db, account: number, current: string): Session[] {
  const now = Date.now()
  return db
    .all<Omit<Session, 'is_current'> & { is_current: number }>(
      `SELECT ${PUBLIC_ID} AS id, created, used, agent, hash = ? AS is_current FROM sessions
       WHERE account_id = ? AND used > ? AND created > iif((SELECT issuer FROM accounts WHERE id = account_id) IS NULL, ?, ?)
       ORDER BY is_current DESC, used DESC`,
      hashOf(current),
      account,
      now - SESSION_MS,
      now - LONGEST_SESSION_MS,
      now - EXTERNAL_SESSION_MS,
    )
    .map((session) => ({ ...session, is_current: session.is_current === 1 }))
}

/** Ends one of an account's sessions, or without `id` all but the current one. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function endListed(db: Db, { id, name }: Pick<Account, 'id' | 'name'>, current: string, listed?: string): void {
  const ended =
    listed === undefined
      ? db.run('DELETE FROM sessions WHERE account_id = ? AND hash <> ?', id, hashOf(current))
      : db.run(`DELETE FROM sessions WHERE account_id = ? AND ${PUBLIC_ID} = ?`, id, listed)
  if (listed !== undefined && ended === 0) throw missing('This session has already ended.')
  audit(db, name, 'session-ended', { name, sessions: ended })
}
