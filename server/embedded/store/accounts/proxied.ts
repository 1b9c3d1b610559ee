import type { Db } from '../../db.ts'
import { PROXY } from './account-names.ts'
import { type Account, setRole } from './accounts.ts'
import { hasAdmin } from './admins.ts'
import { createExternal, findExternal } from './external.ts'

/**
 * The account of somebody whom the proxy names, which is created when they first come. Undefined if it was deactivated or deleted.
 * Throws INVALID_PARAMETER_VALUE for a name that no account can have. `admin`: who becomes an admin while the proxy lets in none.
 */
export async function proxiedAccount(db: Db, subject: string, admin: string): Promise<Account | undefined> {
  const person = { issuer: PROXY, subject }
  const isFirst = () => subject === admin && !hasAdmin(db, true)
  const known = findExternal(db, person)
  if (known && (known.account === undefined || known.account.role === 'admin' || !isFirst())) return known.account
  return db.write(() => {
    const meanwhile = findExternal(db, person) // it may have come twice at once
    if (!meanwhile)
      return createExternal(db, { ...person, names: [subject], by: PROXY }, isFirst() ? 'admin' : 'contributor')
    if (meanwhile.account && meanwhile.account.role !== 'admin' && isFirst())
      setRole(db, meanwhile.account.name, 'admin', PROXY)
    return findExternal(db, person)?.account
  })
}
