import type { Db } from '../../db.ts'
import { type Account, PROXY } from './accounts.ts'
import { createExternal, findExternal } from './external.ts'

/**
 * The account of somebody whom the proxy names, which is created when they first come. Undefined if it was deactivated or deleted.
 * Throws INVALID_PARAMETER_VALUE for a name that no account can have. `admin`: who becomes an admin while there is none.
 */
export async function proxiedAccount(db: Db, subject: string, admin: string): Promise<Account | undefined> {
  const person = { issuer: PROXY, subject }
  const known = findExternal(db, person)
  if (known) return known.account
  return db.write(() => {
    const meanwhile = findExternal(db, person)
    if (meanwhile) return meanwhile.account // it came twice at once
    const isFirst = subject === admin && !db.get("SELECT 1 FROM accounts WHERE role = 'admin' AND deleted IS NULL")
    return createExternal(db, { ...person, names: [subject], by: PROXY }, isFirst ? 'admin' : 'contributor')
  })
}
