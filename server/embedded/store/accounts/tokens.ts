import { randomBytes } from 'node:crypto'
import type { Scope, Token } from '#contract/accounts/account-calls.ts'
import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { type Account, checkActive, requireAccount } from './accounts.ts'
import { audit } from './audit.ts'
import { hashOf, noteUsed, remembered } from './remembered.ts'

/** Every token begins with this, so that scanners for secrets find a leaked one, and no password is taken for one. */
export const TOKEN_PREFIX = 'msh_'

/** In ms. */
export const DAY_MS = 24 * 60 * 60 * 1000
const MAX_DAYS = 3650
/** How old `used` may be, in ms, before a request updates it: a write for each request would cost more than the check. */
const USED_MS = 60_000

type NewToken = { name: string; scope: Scope; days: number }

/** Creates a token and returns its secret, which is not stored. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function createToken(db: Db, account: string, { name, scope, days }: NewToken, by: string): string {
  const holder = requireAccount(db, account)
  const { id, name: owner, role } = holder
  checkActive(db, holder)
  if (scope === 'import' && role !== 'admin') throw invalid('Only admins can create tokens with the scope import.')
  if (name.trim() === '' || name.length > 200) throw invalid('A token needs a name of at most 200 characters.')
  if (!(days > 0 && days <= MAX_DAYS)) throw invalid(`A token expires after 1 to ${MAX_DAYS} days.`)
  const secret = TOKEN_PREFIX + randomBytes(32).toString('base64url')
  const now = Date.now()
  db.run(
    'INSERT INTO tokens (hash, account_id, name, scope, created, expires) VALUES (?, ?, ?, ?, ?, ?)',
    hashOf(secret),
    id,
    name,
    scope,
    now,
    now + Math.round(days * DAY_MS),
  )
  audit(db, by, 'token-created', { account: owner, token: name, scope, days })
  return secret
}

type Held = { holder: Account & { scope: Scope }; token: number; name: string; expires: number; used: number | null }

const tokenOf = remembered<Held>((db, hash) => {
  const row = db.get<
    Account & { scope: Scope; token: number; token_name: string; expires: number; used: number | null }
  >(
    `SELECT a.id, a.name, a.kind, a.role, a.password, t.scope, t.id AS token, t.name AS token_name, t.expires, t.used
     FROM tokens AS t JOIN accounts AS a ON a.id = t.account_id
     WHERE t.hash = ? AND t.revoked IS NULL AND a.deleted IS NULL`,
    hash,
  )
  if (!row) return undefined
  const { token, token_name, expires, used, ...holder } = row
  return { holder, token, name: token_name, expires, used }
})

/**
 * The account and scope of a token that counts now, or undefined; the same object until something changes. `revision`: as in remembered.ts.
 */
export function holderOfToken(
  db: Db,
  secret: string,
  now = Date.now(),
  revision?: number,
): (Account & { scope: Scope }) | undefined {
  const held = tokenOf(db, secret, revision)
  if (!held || held.expires <= now) return undefined
  noteUsed(held, { now, age: USED_MS }, () => writeUse(db, held, now))
  return held.holder
}

/** Whose token a secret was that does not count, and why. */
export function refusedToken(db: Db, secret: string): { account?: string; token?: string; why: string } {
  const row = db.get<{ account: string; token: string; revoked: number | null; expires: number }>(
    `SELECT a.name AS account, t.name AS token, t.revoked, t.expires FROM tokens AS t JOIN accounts AS a ON a.id = t.account_id
     WHERE t.hash = ?`,
    hashOf(secret),
  )
  if (!row) return { why: 'unknown' }
  const { account, token, revoked, expires } = row
  return {
    account,
    token,
    why: revoked !== null ? 'revoked' : expires <= Date.now() ? 'expired' : 'sent with another name',
  }
}

async function writeUse(db: Db, { token: id, name: token, holder }: Held, now: number): Promise<void> {
  await db.write(() => {
    const first = db.run('UPDATE tokens SET used = ? WHERE id = ? AND used IS NULL', now, id) === 1
    if (first) audit(db, holder.name, 'token-first-used', { account: holder.name, token })
    else db.run('UPDATE tokens SET used = ? WHERE id = ?', now, id)
  })
}

/** An account's tokens, newest first, revoked and expired ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export function listTokens(db: Db, account: string): Token[] {
  return db.all<Token>(
    `SELECT id, name, scope, created, expires, used, revoked FROM tokens WHERE account_id = ? ORDER BY id DESC`,
    requireAccount(db, account).id,
  )
}

/** Makes a token invalid from now on. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function revokeToken(db: Db, account: string, id: number, by: string): void {
  const owner = requireAccount(db, account)
  const row = db.get<{ name: string }>(
    'UPDATE tokens SET revoked = ifnull(revoked, ?) WHERE id = ? AND account_id = ? RETURNING name',
    Date.now(),
    id,
    owner.id,
  )
  if (!row) throw missing(`${owner.name} has no token with the id ${id}.`)
  audit(db, by, 'token-revoked', { account: owner.name, token: row.name })
}
