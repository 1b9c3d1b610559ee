import { randomUUID } from 'node:crypto'
import { invalid } from '#contract/errors.ts'
import { type Dialect, MAX_WEBHOOK_DESCRIPTION, webhookName } from '#contract/webhooks/events.ts'
import type { Db } from '../../db.ts'
import { audit } from '../accounts/audit.ts'
import { checkLength } from '../names.ts'
import { quotedText } from '../../python-text.ts'
import { giveLog } from '../reviews/log.ts'
import { checkWebhookUrl, type Targets } from './targets.ts'
import { insertWebhook, removeWebhook, replaceWebhook, requireWebhook, type Webhook } from './webhook-rows.ts'

/** Who saves a webhook: without the rights of this account, or of this name, it is sent nothing. */
export type Saver = { name: string; owner: number | null; saved_by?: string | undefined }

/** The most characters of a secret and of an authorization, and the most active webhooks of one server. */
const MAX_SECRET = 1000
const MAX_WEBHOOKS = 1000

export type WebhookSettings = Partial<
  Pick<Webhook, 'name' | 'description' | 'url' | 'events' | 'status' | 'secret' | 'authorization'>
>

/** Creates a webhook; `model_name` null is for all models. Only inside `write`. Throws INVALID_PARAMETER_VALUE. */
export function createWebhook(
  db: Db,
  given: WebhookSettings & { dialect: Dialect; url: string; events: string[]; model_name: string | null },
  by: Saver,
  targets: Targets,
): Webhook {
  checkSettings(given, targets)
  checkRoom(db)
  const now = Date.now()
  const { model_name, events, ...rest } = given
  const id = randomUUID()
  insertWebhook(db, {
    name: '',
    description: '',
    secret: '',
    authorization: '',
    status: 'ACTIVE',
    ...rest,
    id,
    events: [...new Set(events)],
    log: model_name === null ? null : giveLog(db, model_name),
    owner: by.owner,
    saved_by: by.saved_by ?? null,
    creation_timestamp: now,
    last_updated_timestamp: now,
  })
  const webhook = requireWebhook(db, id)
  audit(db, by.name, 'webhook-created', toldOf(webhook))
  return webhook
}

/** Changes what is given of a webhook. Only inside `write`. */
export function updateWebhook(db: Db, before: Webhook, given: WebhookSettings, by: Saver, targets: Targets): Webhook {
  checkSettings(given, targets)
  checkAuthorization(before, given)
  if (given.status === 'ACTIVE' && before.status !== 'ACTIVE') checkRoom(db)
  // As MLflow: always later than before, also where the clock has not moved.
  const last_updated_timestamp = Math.max(Date.now(), before.last_updated_timestamp + 1)
  const { events = before.events } = given
  const { owner, saved_by = null } = by
  replaceWebhook(db, { ...before, ...given, events: [...new Set(events)], owner, saved_by, last_updated_timestamp })
  const after = requireWebhook(db, before.id)
  audit(db, by.name, 'webhook-changed', toldOf(after))
  return after
}

/** Deletes a webhook with its deliveries. Only inside `write`. */
export function deleteWebhook(db: Db, webhook: Webhook, by: Saver): void {
  removeWebhook(db, webhook.id)
  audit(db, by.name, 'webhook-deleted', toldOf(webhook))
}

function checkRoom(db: Db) {
  const { count } = db.get<{ count: number }>("SELECT count(*) AS count FROM webhooks WHERE status = 'ACTIVE'")! // one row
  if (count >= MAX_WEBHOOKS) throw invalid(`This server has ${MAX_WEBHOOKS} active webhooks, as many as it allows.`)
}

/** Who may change a webhook may not read its authorization, so they can't send it to another server either. */
function checkAuthorization(before: Webhook, { url = before.url, authorization }: WebhookSettings) {
  if (before.authorization === '' || authorization !== undefined) return
  const [from, to] = [new URL(before.url), new URL(url)]
  if (from.origin === to.origin) return
  throw invalid(`The authorization header was given for ${from.origin}. Give one for ${to.origin} as well.`)
}

/** What the audit log tells of a webhook: its URL may hold a token, its host does not. */
const toldOf = ({ id, url, model_name }: Webhook) => ({
  webhook: id,
  host: new URL(url).host,
  ...(model_name !== null && { model: model_name }),
})

function checkSettings(
  { name, description = '', url, events, secret = '', authorization = '' }: WebhookSettings,
  targets: Targets,
) {
  if (name !== undefined && !webhookName.test(name))
    throw invalid(
      `Webhook name ${quotedText(name)} is invalid. It must start and end with a letter or digit, be less than 63 characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).`,
    )
  if (url !== undefined) checkWebhookUrl(url, targets)
  if (events?.length === 0) throw invalid('Webhook events must be a non-empty list of WebhookEvent objects: [].')
  checkLength(description, MAX_WEBHOOK_DESCRIPTION, 'description')
  checkLength(secret, MAX_SECRET, 'secret')
  checkLength(authorization, MAX_SECRET, 'authorization')
  if (/[^\t\x20-\x7e]/.test(authorization))
    throw invalid('The authorization is sent in a header, so it can hold only ASCII characters.')
}
