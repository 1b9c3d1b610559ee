import type { Role } from '#contract/server-info.ts'
import { ApiError } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { checkName, nameLike, PROXY } from './account-names.ts'
import { type Account, accountOf, createAccount, setRole } from './accounts.ts'

/** Somebody for whom a proxy or an identity provider vouches. Their account is theirs by issuer and subject, whatever it is called. */
export type External = {
  issuer: string
  subject: string
  /** What the account may be called, best first, when it is made. */
  names: readonly string[]
  /** Who vouches, which is added to a name that is taken. */
  by: string
}

/** The account of an external person, if there is one. Undefined in `account` if it was deactivated or deleted. */
export function findExternal(db: Db, { issuer, subject }: Pick<External, 'issuer' | 'subject'>) {
  const row = db.get<{ id: number; name: string; deactivated: number | null }>(
    'SELECT id, name, deactivated FROM accounts WHERE issuer = ? AND subject = ?',
    issuer,
    subject,
  )
  return row && { name: row.name, account: row.deactivated === null ? accountOf(db, row.id) : undefined }
}

/**
 * Creates the account of an external person who has none. Only inside `write`. Throws INVALID_PARAMETER_VALUE if no name can be an
 * account's.
 */
export function createExternal(db: Db, { issuer, subject, names, by }: External, role: Role): Account {
  const account = createAccount(db, { name: freeName(db, nameOf(names), by), role }, actorOf(by))
  db.run('UPDATE accounts SET issuer = ?, subject = ? WHERE id = ?', issuer, subject, account.id)
  return account
}

/** Who the audit log says acted for a provider. No account's name has a colon, so that nobody can be called the same. */
export const actorOf = (by: string): string => (by === PROXY ? by : `provider: ${by}`)

/** Changes the role as the provider says, but for the last admin's. Only inside `write`. */
export function followRole(db: Db, { name, role: before }: Account, role: Role, by: string): void {
  if (role === before) return
  try {
    setRole(db, name, role, actorOf(by))
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'RESOURCE_CONFLICT')) throw error
  }
}

function nameOf(names: readonly string[]): string {
  const usable = names.find((name) => {
    try {
      checkName(name)
      return true
    } catch {
      return false
    }
  })
  return usable ?? names.at(-1) ?? ''
}

/** The name, or one made of it that nobody has or had, nor one that looks like it: an account of this name is somebody else's. */
function freeName(db: Db, wanted: string, by: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} (${by}${number === 2 ? '' : ` ${number - 1}`})`
    if (nameLike(db, name) === undefined) return name
  }
}
