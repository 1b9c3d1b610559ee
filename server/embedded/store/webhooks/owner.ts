import type { Role } from '#contract/server-info.ts'
import type { Db } from '../../db.ts'
import { levelOn, levels } from '../accounts/levels.ts'
import type { Webhook } from './webhook-rows.ts'

/**
 * Why a webhook may be sent nothing now, or undefined: who saved it last must still be allowed to, so that it tells nobody what
 * they may no longer read.
 */
export function refusedOwner(db: Db, { owner, model_name }: Webhook): string | undefined {
  if (owner === null) return undefined
  const account = db.get<{ name: string; role: Role; deactivated: number | null }>(
    'SELECT name, role, deactivated FROM accounts WHERE id = ? AND deleted IS NULL',
    owner,
  )
  const again = 'Someone with permission can save the webhook again.'
  if (!account) return `Not sent: the account that saved this webhook was deleted. ${again}`
  if (account.deactivated) return `Not sent: the account ${account.name} is deactivated. ${again}`
  if (model_name === null)
    return account.role === 'admin' ? undefined : `Not sent: ${account.name} is no longer an admin. ${again}`
  const level = levelOn(db, { id: owner, role: account.role }, { kind: 'model', name: model_name })
  return level >= levels.manage ? undefined : `Not sent: ${account.name} no longer manages the model. ${again}`
}
