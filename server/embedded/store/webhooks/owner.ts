import type { Role } from '#contract/server-info.ts'
import type { Db } from '../../db.ts'
import { levels } from '../accounts/level-words.ts'
import { levelOn } from '../accounts/levels.ts'
import type { Webhook } from './webhook-rows.ts'

const again = 'Someone with permission can save the webhook again.'

/** Whether somebody, by the name that a webhook keeps, may still save webhooks. */
export type MaySave = (name: string) => boolean

/**
 * Why a webhook may be sent nothing now, or undefined: who saved it last must still be allowed to, so that it tells nobody what
 * they may no longer read.
 */
export function refusedOwner(db: Db, { owner, saved_by, model_name }: Webhook, maySave: MaySave): string | undefined {
  if (saved_by !== null && !maySave(saved_by)) return `Not sent: ${saved_by} may no longer save webhooks. ${again}`
  if (owner === null) return undefined
  const account = db.get<{ name: string; role: Role; deactivated: number | null }>(
    'SELECT name, role, deactivated FROM accounts WHERE id = ? AND deleted IS NULL',
    owner,
  )
  if (!account) return `Not sent: the account that saved this webhook was deleted. ${again}`
  if (account.deactivated) return `Not sent: the account ${account.name} is deactivated. ${again}`
  if (model_name === null)
    return account.role === 'admin' ? undefined : `Not sent: ${account.name} is no longer an admin. ${again}`
  const level = levelOn(db, { id: owner, role: account.role }, { kind: 'model', name: model_name })
  return level >= levels.manage ? undefined : `Not sent: ${account.name} no longer manages the model. ${again}`
}
