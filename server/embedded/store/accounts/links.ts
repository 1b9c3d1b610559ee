import { randomBytes } from 'node:crypto'
import type { LinkInfo } from '#contract/accounts/links.ts'
import { missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { type Account, accountOf, createAccount, setPassword } from './accounts.ts'
import { hasAdmin } from './admins.ts'
import { audit } from './audit.ts'
import { hashOf } from './remembered.ts'

/** How long the link for the first administrator can be used, in ms. */
export const FIRST_ADMIN_MS = 30 * 60_000

/**
 * Creates a one-time link and returns its secret, which is stored hashed; an earlier link for the same account ends. Only inside
 * `write`. `account`: whose password it sets, or undefined for the first administrator. `ms`: how long it can be used.
 */
export function createLink(db: Db, account: number | undefined, ms: number): string {
  const secret = randomBytes(32).toString('base64url')
  db.run('DELETE FROM account_links WHERE account_id IS ? OR expires <= ?', account ?? null, Date.now())
  db.run(
    'INSERT INTO account_links (hash, account_id, expires) VALUES (?, ?, ?)',
    hashOf(secret),
    account ?? null,
    Date.now() + ms,
  )
  return secret
}

type Opened = LinkInfo & { account?: Account }

/** What a link is for. Throws RESOURCE_DOES_NOT_EXIST if it was used, has expired, or never existed. */
export function openLink(db: Db, secret: string, now = Date.now()): Opened {
  const row = db.get<{ account_id: number | null }>(
    'SELECT account_id FROM account_links WHERE hash = ? AND expires > ?',
    hashOf(secret),
    now,
  )
  if (row?.account_id === null && !hasAdmin(db, false)) return { kind: 'first-admin' }
  const account = row && row.account_id !== null ? accountOf(db, row.account_id) : undefined
  if (!account)
    throw missing(
      'This link was already used or has expired. Ask an admin for a new one; if there is no admin yet, restart the server.',
    )
  return { kind: account.password === null ? 'invitation' : 'password', name: account.name, account }
}

/**
 * Uses a link up: creates the first administrator under `name`, or sets the password of the link's account. Only inside `write`.
 * Throws as `openLink` and `createAccount`. `password`: hashed.
 */
export function acceptLink(db: Db, secret: string, name: string, password: string): Account {
  const { account } = openLink(db, secret)
  audit(db, account?.name ?? name, 'link-used', { name: account?.name ?? name })
  db.run('DELETE FROM account_links WHERE hash = ?', hashOf(secret))
  if (!account) return createAccount(db, { name, role: 'admin', password }, name)
  setPassword(db, account.name, password, account.name)
  return account
}
