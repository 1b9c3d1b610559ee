import type { Person } from '#contract/accounts/account-calls.ts'
import type { Role } from '#contract/server-info.ts'
import { conflict, invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { foldCase } from '../../fold-case.ts'
import { checkFree, checkName, nameKey, PROXY } from './account-names.ts'
import { keepAnAdmin } from './admins.ts'
import { audit } from './audit.ts'
import { endLevels } from './end-levels.ts'

export type Account = {
  id: number
  name: string
  kind: 'person' | 'service'
  role: Role
  /** Argon2id in PHC form, or null: it has no password. */
  password: string | null
}

const COLUMNS = 'id, name, kind, role, password'

type NewAccount = Pick<Account, 'name' | 'role'> & Partial<Pick<Account, 'kind' | 'password'>>

/**
 * Creates an account. Only inside `write`. Throws RESOURCE_ALREADY_EXISTS if the name, or one that looks like it, is or was taken,
 * and INVALID_PARAMETER_VALUE for a name that no account can have.
 */
export function createAccount(
  db: Db,
  { name, role, kind = 'person', password = null }: NewAccount,
  by: string,
): Account {
  checkName(name)
  if (kind === 'service' && password !== null) throw invalid('A service account has tokens and no password.')
  checkFree(db, name)
  const account = db.get<Account>(
    `INSERT INTO accounts (name, folded, kind, role, password, created) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
    name,
    nameKey(name),
    kind,
    role,
    password,
    Date.now(),
  )! // an INSERT of one row returns it
  audit(db, by, 'account-created', { name, role, kind })
  return account
}

/** The account of this name in any case, unless it was deleted. A name may be stored as it was typed before 2026-12. */
export const findAccount = (db: Db, name: string): Account | undefined =>
  db.get<Account>(
    `SELECT ${COLUMNS} FROM accounts WHERE folded IN (?, ?) AND deleted IS NULL`,
    nameKey(name),
    foldCase(name),
  )

/** The account with this id, unless it was deleted. */
export const accountOf = (db: Db, id: number): Account | undefined =>
  db.get<Account>(`SELECT ${COLUMNS} FROM accounts WHERE id = ? AND deleted IS NULL`, id)

/** All accounts by name, without deleted ones. */
export const listAccounts = (db: Db): Account[] =>
  db.all<Account>(`SELECT ${COLUMNS} FROM accounts WHERE deleted IS NULL ORDER BY folded`)

type Flag = 'has_password' | 'is_deactivated' | 'is_external'

/** All accounts by name with their last use, without deleted ones. */
export const listPeople = (db: Db, now = Date.now()): Person[] =>
  db
    .all<Omit<Person, Flag> & Record<Flag, number>>(
      `SELECT name, kind, role, created, password IS NOT NULL AS has_password, deactivated IS NOT NULL AS is_deactivated,
         issuer IS NOT NULL AS is_external,
         nullif(max(ifnull((SELECT max(used) FROM sessions WHERE account_id = a.id), 0),
                    ifnull((SELECT max(used) FROM tokens WHERE account_id = a.id), 0)), 0) AS used,
         (SELECT count(*) FROM tokens WHERE account_id = a.id AND revoked IS NULL AND expires > ?) AS tokens
       FROM accounts AS a WHERE deleted IS NULL ORDER BY folded`,
      now,
    )
    .map(({ has_password, is_deactivated, is_external, ...person }) => ({
      ...person,
      has_password: has_password === 1,
      ...(is_deactivated === 1 && { is_deactivated: true }),
      ...(is_external === 1 && { is_external: true }),
    }))

/** Changes the server role. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST, and RESOURCE_CONFLICT for the last admin. */
export function setRole(db: Db, name: string, role: Role, by: string): void {
  const account = requireAccount(db, name)
  if (role === account.role) return
  if (role !== 'admin') keepAnAdmin(db, account)
  db.run('UPDATE accounts SET role = ? WHERE id = ?', role, account.id)
  audit(db, by, 'role-changed', { name: account.name, from: account.role, to: role })
}

/** Replaces the password and ends all sessions. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function setPassword(db: Db, name: string, password: string, by: string): void {
  const account = requireAccount(db, name)
  checkActive(db, account)
  checkTakesPassword(db, account)
  db.run('UPDATE accounts SET password = ? WHERE id = ?', password, account.id)
  endSessions(db, account.id)
  db.run('DELETE FROM account_links WHERE account_id = ?', account.id) // one for the password before
  audit(db, by, 'password-changed', { name: account.name })
}

/**
 * Ends an account's sessions, tokens, links and password, until it is activated again. Its name, role, levels and groups stay. Only
 * inside `write`. Throws as `setRole`.
 */
export function deactivateAccount(db: Db, name: string, by: string): void {
  const account = requireAccount(db, name)
  keepAnAdmin(db, account)
  db.run('UPDATE accounts SET deactivated = ifnull(deactivated, ?) WHERE id = ?', Date.now(), account.id)
  endCredentials(db, account.id)
  audit(db, by, 'account-deactivated', { name: account.name })
}

/** Lets a deactivated account have a password and tokens again; it starts with none. Only inside `write`. */
export function activateAccount(db: Db, name: string, by: string): void {
  const account = requireAccount(db, name)
  db.run('UPDATE accounts SET deactivated = NULL WHERE id = ?', account.id)
  audit(db, by, 'account-activated', { name: account.name })
}

/** Throws RESOURCE_CONFLICT for a deactivated account. */
export function checkActive(db: Db, account: Pick<Account, 'id' | 'name'>): void {
  if (!isActive(db, account)) throw conflict(`The account '${account.name}' is deactivated. Activate it first.`)
}

export const isActive = (db: Db, { id }: Pick<Account, 'id'>): boolean =>
  !db.get('SELECT 1 FROM accounts WHERE id = ? AND deactivated IS NOT NULL', id)

/** Throws INVALID_PARAMETER_VALUE for an account that can't have a password: a service's, or one that somebody else vouches for. */
export function checkTakesPassword(db: Db, { id, name, kind }: Pick<Account, 'id' | 'name' | 'kind'>): void {
  if (kind === 'service') throw invalid('A service account has tokens and no password.')
  const issuer = issuerOf(db, id)
  if (issuer === undefined) return
  throw invalid(`'${name}' signs in through ${issuer === PROXY ? 'the proxy' : issuer}, and has no password here.`)
}

/** Whether an account can have a password. */
export const takesPassword = (db: Db, { id, kind }: Pick<Account, 'id' | 'kind'>): boolean =>
  kind === 'person' && issuerOf(db, id) === undefined

const issuerOf = (db: Db, id: number) =>
  db.get<{ issuer: string }>('SELECT issuer FROM accounts WHERE id = ? AND issuer IS NOT NULL', id)?.issuer

/** Ends an account with its sessions, tokens, groups and levels. Only inside `write`. Throws as `setRole`. */
export function deleteAccount(db: Db, name: string, by: string): void {
  const account = requireAccount(db, name)
  keepAnAdmin(db, account)
  db.run('UPDATE accounts SET deleted = ? WHERE id = ?', Date.now(), account.id)
  endCredentials(db, account.id)
  db.run('DELETE FROM group_members WHERE account_id = ?', account.id)
  audit(db, by, 'account-deleted', { name: account.name, ...endLevels(db, 'account', account.id) })
}

/** Throws RESOURCE_DOES_NOT_EXIST. */
export function requireAccount(db: Db, name: string): Account {
  const account = findAccount(db, name)
  if (!account) throw missing(`There is no account named '${name}'.`)
  return account
}

/** Ends all sessions of an account. Only inside `write`. */
export function endSessions(db: Db, account: number): void {
  db.run('DELETE FROM sessions WHERE account_id = ?', account)
}

/** Ends all that an account could sign in with; returns how many tokens. Only inside `write`. */
export function endCredentials(db: Db, account: number): number {
  db.run('UPDATE accounts SET password = NULL WHERE id = ?', account)
  endSessions(db, account)
  db.run('DELETE FROM account_links WHERE account_id = ?', account)
  return db.run('UPDATE tokens SET revoked = ? WHERE account_id = ? AND revoked IS NULL', Date.now(), account)
}
