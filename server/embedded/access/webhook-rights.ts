import type { Db } from '../db.ts'
import { levels } from '../store/accounts/level-words.ts'
import { findWebhook } from '../store/webhooks/webhook-rows.ts'
import type { Need } from './need.ts'

/** A webhook for all models: it is the admins'. */
export const forAdmins = { does: 'write' as const, part: 'server' as const, needs: (): Need[] => [], admin: true }
/** The webhook whose id `idOf` finds: for all models it is the admins', of one model its managers'. */
export const onWebhook = <Input>(idOf: (input: Input, db: Db) => string) => ({
  does: 'write' as const,
  part: 'server' as const,
  needs: (input: Input, { db }: { db: Db }): Need[] => {
    const webhook = findWebhook(db, idOf(input, db))
    return webhook ? managing(webhook.model_name) : [nowhere]
  },
  admin: (input: Input, db: Db) => findWebhook(db, idOf(input, db))?.model_name === null,
})
/** What nobody has, so that a webhook that does not exist is not found before anything slow, such as a look-up of its host. */
const nowhere: Need = { level: levels.manage, on: { kind: 'model', id: '' } }
/** The right to manage the model with this name; nothing without a name. */
export const managing = (name: string | null | undefined): Need[] =>
  name ? [{ level: levels.manage, on: { kind: 'model', id: name } }] : []
/** The id of the webhook that a delivery belongs to; empty if there is no such delivery. */
export const webhookOfDelivery = (db: Db, id: string): string =>
  db.get<{ webhook: string }>('SELECT webhook FROM webhook_deliveries WHERE id = ?', id)?.webhook ?? ''
/** Of the webhook with this id. */
export const byId = onWebhook(({ id }: { id: string }) => id)
