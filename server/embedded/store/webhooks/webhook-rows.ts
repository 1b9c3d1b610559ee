import { missing } from '#contract/errors.ts'
import type { Dialect } from '#contract/webhooks/events.ts'
import type { Db } from '../../db.ts'

export type WebhookStatus = 'ACTIVE' | 'DISABLED' | 'TEST_MODE'

/** A webhook as the database has it. Nothing answers `secret` and `authorization`. */
export type Webhook = {
  id: string
  dialect: Dialect
  /** Only of MLflow's format. */
  name: string
  description: string
  url: string
  events: string[]
  status: WebhookStatus
  secret: string
  authorization: string
  /** The log of its model; null for all models. */
  log: number | null
  /** Its model's name now; null for all models. */
  model_name: string | null
  owner: number | null
  /** Who saved it, by name, where names are not those of accounts. */
  saved_by: string | null
  creation_timestamp: number
  last_updated_timestamp: number
}

type Row = Omit<Webhook, 'events'> & { events: string }

const webhookOf = ({ events, ...row }: Row): Webhook => ({ ...row, events: JSON.parse(events) as string[] })

// A webhook of a model that was deleted is none.
const SELECT = `SELECT w.*, m.name AS model_name FROM webhooks AS w LEFT JOIN registered_models AS m
  ON w.log IS NOT NULL AND m.review_log = w.log WHERE (w.log IS NULL OR m.name IS NOT NULL)`

/** The webhook with this id, or undefined. */
export function findWebhook(db: Db, id: string): Webhook | undefined {
  const row = db.get<Row>(`${SELECT} AND w.id = ?`, id)
  return row && webhookOf(row)
}

/** The same. Throws RESOURCE_DOES_NOT_EXIST in MLflow's words. */
export function requireWebhook(db: Db, id: string, dialect?: Dialect): Webhook {
  const webhook = findWebhook(db, id)
  if (!webhook || (dialect && webhook.dialect !== dialect)) throw missing(`Webhook with ID ${id} not found.`)
  return webhook
}

/** All webhooks, newest first; those of one format, or of one model. */
export function allWebhooks(
  db: Db,
  { dialect, model }: { dialect?: Dialect; model?: string | undefined } = {},
): Webhook[] {
  return db
    .all<Row>(
      `${SELECT} AND (?1 IS NULL OR w.dialect = ?1) AND (?2 IS NULL OR m.name = ?2)
       ORDER BY w.creation_timestamp DESC, w.id`,
      dialect ?? null,
      model ?? null,
    )
    .map(webhookOf)
}

/** The active webhooks of one format that are about all models or about the model of a log, and were made before a time. */
export function listeningWebhooks(
  db: Db,
  dialect: Dialect,
  log: number | undefined,
  before: number,
): Pick<Webhook, 'id' | 'events'>[] {
  return db
    .all<{ id: string; events: string }>(
      `SELECT id, events FROM webhooks WHERE dialect = ? AND status = 'ACTIVE' AND (log IS NULL OR log = ?)
         AND creation_timestamp <= ? ORDER BY creation_timestamp, id`,
      dialect,
      log ?? null,
      before,
    )
    .map(({ id, events }) => ({ id, events: JSON.parse(events) as string[] }))
}

/** Whether any webhook is told of something. */
export const hasActiveWebhooks = (db: Db): boolean =>
  db.get("SELECT 1 FROM webhooks WHERE status = 'ACTIVE' LIMIT 1") !== undefined

/** Adds a webhook. Only inside `write`. */
export function insertWebhook(db: Db, { events, ...row }: Omit<Webhook, 'model_name'>): void {
  db.run(
    `INSERT INTO webhooks (id, dialect, name, description, url, events, status, secret, authorization, log, owner, saved_by,
       creation_timestamp, last_updated_timestamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.dialect,
    row.name,
    row.description,
    row.url,
    JSON.stringify(events),
    row.status,
    row.secret,
    row.authorization,
    row.log,
    row.owner,
    row.saved_by,
    row.creation_timestamp,
    row.last_updated_timestamp,
  )
}

/** Replaces what can be changed of a webhook; who does so owns it. Only inside `write`. */
export function replaceWebhook(db: Db, webhook: Omit<Webhook, 'log' | 'model_name'>): void {
  const { id, name, description, url, events, status, secret, authorization, owner, saved_by, last_updated_timestamp } =
    webhook
  db.run(
    `UPDATE webhooks SET name = ?, description = ?, url = ?, events = ?, status = ?, secret = ?, authorization = ?,
       owner = ?, saved_by = ?, last_updated_timestamp = ? WHERE id = ?`,
    name,
    description,
    url,
    JSON.stringify(events),
    status,
    secret,
    authorization,
    owner,
    saved_by,
    last_updated_timestamp,
    id,
  )
}

/** Deletes a webhook with its deliveries. Only inside `write`. */
export function removeWebhook(db: Db, id: string): void {
  db.run('DELETE FROM webhooks WHERE id = ?', id)
}
