import { randomUUID } from 'node:crypto'
import type { Dialect } from '#contract/webhooks/events.ts'
import type { Db } from '../../db.ts'
import { listeningWebhooks } from './webhook-rows.ts'

/** For how long a delivery is tried, in ms. */
export const DELIVERY_MS = 24 * 60 * 60_000

/** How far the clock of an MLflow server behind may be from ours, in ms. */
const SKEW_MS = 60_000

/**
 * Puts a delivery into the outbox of each webhook that listens to one of these events, in the same write as the change that
 * they tell. In front of MLflow they may be older, by `time`, and are not told to webhooks that were made after them. `bodyFor`
 * makes the text that is sent.
 */
export function announce(
  db: Db,
  about: { dialect: Dialect; events: readonly string[]; log: number | undefined; time?: number },
  bodyFor: (event: string, webhook: string) => string,
): void {
  const { dialect, events, log, time = Date.now() } = about
  for (const { id, events: wanted } of listeningWebhooks(db, dialect, log, time + SKEW_MS))
    for (const event of events) if (wanted.includes(event)) enqueue(db, id, event, bodyFor(event, id))
}

/** Adds one delivery, after all others of its webhook. Only inside `write`. */
function enqueue(db: Db, webhook: string, event: string, body: string): void {
  const now = Date.now()
  // SELECT: in front of MLflow this runs after MLflow has answered, when the webhook may be gone.
  db.run(
    `INSERT INTO webhook_deliveries (id, webhook, position, event, body, created, state, due, until)
     SELECT ?1, w.id, 1 + coalesce((SELECT max(position) FROM webhook_deliveries WHERE webhook = w.id), 0), ?3, ?4, ?5,
       'waiting', ?5, ?6 FROM webhooks AS w WHERE w.id = ?2`,
    randomUUID(),
    webhook,
    event,
    body,
    now,
    now + DELIVERY_MS,
  )
}

/** Adds a delivery with an example, which the caller sends at once. Only inside `write`. */
export function enqueueTest(db: Db, id: string, webhook: string, event: string, body: string): void {
  const now = Date.now()
  db.run(
    `INSERT INTO webhook_deliveries (id, webhook, position, event, body, created, state, is_test, due, until)
     SELECT ?1, ?2, 1 + coalesce(max(position), 0), ?3, ?4, ?5, 'testing', 1, ?5, ?5
     FROM webhook_deliveries WHERE webhook = ?2`,
    id,
    webhook,
    event,
    body,
    now,
  )
}
