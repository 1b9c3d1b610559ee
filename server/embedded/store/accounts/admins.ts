import { conflict } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { PROXY } from './account-names.ts'

/**
 * Whether an admin can get in: through a proxy if `byProxy`, as only `--auth proxy` lets in, and otherwise with a password, an identity
 * provider, a token for everything, or a link to choose a password (docs/accounts.md §3). `except`: the id of one who does not count.
 */
export const hasAdmin = (db: Db, byProxy: boolean, except = 0): boolean =>
  db.get(
    `SELECT 1 FROM accounts AS a WHERE role = 'admin' AND kind = 'person' AND deleted IS NULL AND deactivated IS NULL AND id <> ?1
       AND (issuer IS ?2) = ?3 AND (issuer IS NOT NULL OR password IS NOT NULL
         OR EXISTS (SELECT 1 FROM account_links WHERE account_id = a.id AND expires > ?4)
         OR EXISTS (SELECT 1 FROM tokens WHERE account_id = a.id AND scope = 'all' AND revoked IS NULL AND expires > ?4)) LIMIT 1`,
    except,
    PROXY,
    Number(byProxy),
    Date.now(),
  ) !== undefined

/** Throws RESOURCE_CONFLICT if no admin could get in without this account, which can. */
export function keepAnAdmin(db: Db, { id, role }: { id: number; role: string }): void {
  if (role !== 'admin') return
  const isByProxy = db.get('SELECT 1 FROM accounts WHERE id = ? AND issuer = ?', id, PROXY) !== undefined
  if (hasAdmin(db, isByProxy, id) || !hasAdmin(db, isByProxy)) return
  throw conflict('This is the last admin who can sign in. Make somebody else one first.')
}
