import type { Db } from '../../db.ts'
import { foldCase } from '../../fold-case.ts'
import { type Account, accountOf, createAccount, PROXY } from './accounts.ts'

type Row = { id: number; deactivated: number | null }

/**
 * The account of somebody whom the proxy names, which is created when they first come. Undefined if it was deactivated or deleted.
 * Throws INVALID_PARAMETER_VALUE for a name that no account can have. `admin`: who becomes an admin while there is none.
 */
export async function proxiedAccount(db: Db, subject: string, admin: string): Promise<Account | undefined> {
  const known = find(db, subject)
  if (known) return known.deactivated === null ? accountOf(db, known.id) : undefined
  return db.write(() => {
    const meanwhile = find(db, subject)
    if (meanwhile) return accountOf(db, meanwhile.id) // it came twice at once
    const isFirst = subject === admin && !db.get("SELECT 1 FROM accounts WHERE role = 'admin' AND deleted IS NULL")
    const role = isFirst ? 'admin' : 'contributor'
    const account = createAccount(db, { name: freeName(db, subject), role }, PROXY)
    db.run('UPDATE accounts SET issuer = ?, subject = ? WHERE id = ?', PROXY, subject, account.id)
    return account
  })
}

const find = (db: Db, subject: string): Row | undefined =>
  db.get<Row>('SELECT id, deactivated FROM accounts WHERE issuer = ? AND subject = ?', PROXY, subject)

/** The subject, or one that nobody has or had: a local account of this name is somebody else's. */
function freeName(db: Db, subject: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? subject : `${subject} (${PROXY}${number === 2 ? '' : ` ${number - 1}`})`
    if (!db.get('SELECT 1 FROM accounts WHERE folded = ?', foldCase(name))) return name
  }
}
