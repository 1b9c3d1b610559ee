import { conflict, missing } from '#contract/errors.ts'
import type { Delivery } from '#contract/webhooks/schemas.ts'
import type { Db } from '../../db.ts'
import { writeInTurns } from '../in-turns.ts'
import { askedBy, nextPage, placeOf } from '../search/page-token.ts'
import { DELIVERY_MS } from './outbox.ts'

/** Deliveries on a page, and how many finished ones are kept of a webhook, and for how long, in ms. */
const PAGE = 50
const KEPT = 500
const KEPT_MS = 30 * 24 * 60 * 60_000

type Row = {
  id: string
  webhook: string
  event: string
  body: string
  created: number
  state: Delivery['state']
  is_test: number
  attempts: number
  due: number
  until: number
  sent: number | null
  answer_status: number | null
  answer: string | null
  problem: string | null
}

export type StoredDelivery = Pick<Row, 'id' | 'webhook' | 'body' | 'attempts' | 'until' | 'due'>

/** A body may be as long as a request, and nobody is shown it. */
type ShownRow = Omit<Row, 'body'>
const SHOWN =
  'd.id, d.webhook, d.event, d.created, d.state, d.is_test, d.attempts, d.due, d.until, d.sent, d.answer_status, d.answer, d.problem'

const deliveryOf = ({ is_test, due, sent, answer_status, answer, problem, ...row }: ShownRow): Delivery => ({
  id: row.id,
  event: row.event,
  created: row.created,
  state: row.state,
  is_test: is_test === 1,
  attempts: row.attempts,
  ...(row.state === 'waiting' && { due }),
  ...(sent !== null && { sent }),
  ...(answer_status !== null && { answer_status }),
  ...(answer !== null && { answer }),
  ...(problem !== null && { problem }),
})

/** A webhook's deliveries, newest first. */
export function listDeliveries(db: Db, webhook: string, token: string | undefined) {
  const asked = askedBy('deliveries', { webhook })
  const { offset, after: [last] = [] } = placeOf(token, asked)
  const found = db.all<ShownRow & { position: number }>(
    `SELECT ${SHOWN}, d.position FROM webhook_deliveries AS d WHERE webhook = ? ${last === undefined ? '' : 'AND position < ?'}
     ORDER BY position DESC LIMIT ${PAGE + 1} OFFSET ?`,
    webhook,
    ...(last === undefined ? [] : [last]),
    last === undefined ? offset : 0,
  )
  const rows = found.slice(0, PAGE)
  const next = found.length > PAGE ? { offset: offset + PAGE, after: [rows.at(-1)!.position] } : undefined
  return { deliveries: rows.map(deliveryOf), ...nextPage(next, asked) }
}

export type Summary = { last?: Delivery; waiting: number }

/** The newest delivery of each webhook, and how many wait: read together, because somebody may have thousands. */
export function summariesOf(db: Db, webhooks: readonly string[]): (webhook: string) => Summary {
  const asked = JSON.stringify(webhooks)
  // CROSS: SQLite would read the deliveries of all webhooks.
  const last = db.all<ShownRow>(
    `SELECT ${SHOWN} FROM json_each(?) AS w CROSS JOIN webhook_deliveries AS d ON d.webhook = w.value
     AND d.position = (SELECT max(position) FROM webhook_deliveries WHERE webhook = w.value)`,
    asked,
  )
  const waiting = db.lists<[webhook: string, count: number]>(
    `SELECT w.value, count(*) FROM json_each(?) AS w CROSS JOIN webhook_deliveries AS d ON d.webhook = w.value
     WHERE d.state = 'waiting' GROUP BY w.value`,
    asked,
  )
  const lastOf = new Map(last.map((row) => [row.webhook, deliveryOf(row)]))
  const waitingOf = new Map(waiting)
  return (webhook) => {
    const last = lastOf.get(webhook)
    return { ...(last && { last }), waiting: waitingOf.get(webhook) ?? 0 }
  }
}

/** One delivery. Throws RESOURCE_DOES_NOT_EXIST. */
export function requireDelivery(db: Db, id: string): Delivery & { webhook: string } {
  const row = db.get<ShownRow>(`SELECT ${SHOWN} FROM webhook_deliveries AS d WHERE id = ?`, id)
  if (!row) throw missing(`Delivery with ID ${id} not found.`)
  return { ...deliveryOf(row), webhook: row.webhook }
}

/** Puts a finished delivery into the outbox once more, with its id, after those that wait. Only inside `write`. */
export function sendAgain(db: Db, id: string): Delivery {
  const { webhook, state } = requireDelivery(db, id)
  if (state === 'waiting' || state === 'testing') throw conflict('This delivery is already waiting to be sent.')
  const now = Date.now()
  db.run(
    `UPDATE webhook_deliveries SET state = 'waiting', due = ?2, until = ?3,
       position = (SELECT 1 + max(position) FROM webhook_deliveries WHERE webhook = ?4) WHERE id = ?1`,
    id,
    now,
    now + DELIVERY_MS,
    webhook,
  )
  const { webhook: _, ...delivery } = requireDelivery(db, id)
  return delivery
}

/** The first delivery that waits, of each active webhook: those behind it wait for it. */
export function firstWaiting(db: Db): Pick<Row, 'id' | 'webhook' | 'due'>[] {
  return db.all(
    `SELECT d.id, d.webhook, d.due FROM webhooks AS w
     JOIN webhook_deliveries AS d ON d.id = (SELECT id FROM webhook_deliveries
       WHERE webhook = w.id AND state = 'waiting' ORDER BY position LIMIT 1)
     WHERE w.status = 'ACTIVE'`,
  )
}

/** A delivery that is to be sent now. */
export function deliveryToSend(db: Db, id: string): StoredDelivery | undefined {
  return db.get<StoredDelivery>(
    'SELECT id, webhook, body, attempts, until, due FROM webhook_deliveries WHERE id = ?',
    id,
  )
}

/** What came of an attempt; `due`: when the next one is. */
export type Outcome = {
  state: Delivery['state']
  due?: number | undefined
  answer_status?: number | undefined
  answer?: string | undefined
  problem?: string | undefined
}

/** Writes what came of an attempt. Only inside `write`. */
export function noteAttempt(db: Db, id: string, { state, due, answer_status, answer, problem }: Outcome): void {
  db.run(
    `UPDATE webhook_deliveries SET state = ?2, attempts = attempts + 1, sent = ?3, due = coalesce(?4, due),
       answer_status = ?5, answer = ?6, problem = ?7 WHERE id = ?1`,
    id,
    state,
    Date.now(),
    due ?? null,
    answer_status ?? null,
    answer ?? null,
    problem ?? null,
  )
}

/** Gives up all deliveries of a webhook whose time is over, with the first of them. Only inside `write`. */
export function giveUpOld(db: Db, webhook: string, problem: string): void {
  db.run(
    `UPDATE webhook_deliveries SET state = 'failed', problem = ?3
     WHERE webhook = ?1 AND state = 'waiting' AND until <= ?2`,
    webhook,
    Date.now(),
    problem,
  )
}

/** So many deliveries are ended or deleted in one step, some milliseconds of work. */
const AT_A_TIME = 200

/** Deletes what is no longer kept, and ends what nobody ends any more, a part of one webhook's at a time, so that nobody waits for all of it. */
export async function pruneDeliveries(db: Db, now = Date.now()): Promise<void> {
  let last = ''
  const unfinished: string[] = []
  const next = () => {
    if (unfinished.length > 0) return unfinished.splice(0)
    const ids = db.lists<[string]>('SELECT id FROM webhooks WHERE id > ? ORDER BY id LIMIT 100', last).map(([id]) => id)
    last = ids.at(-1) ?? last
    return ids
  }
  await writeInTurns(db, next, (webhook) => {
    if (pruneSome(db, webhook, now) === AT_A_TIME) unfinished.push(webhook)
  })
}

/** Some of a webhook's deliveries. */
const some = (which: string) =>
  `id IN (SELECT id FROM webhook_deliveries WHERE webhook = ?1 AND ${which} LIMIT ${AT_A_TIME})`

/** Gives how many deliveries it has deleted or, where that are more, ended. */
function pruneSome(db: Db, webhook: string, now: number): number {
  // Of a model that was deleted.
  const isOver = db.get(
    `SELECT 1 FROM webhooks AS w WHERE w.id = ? AND w.log IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM registered_models AS m WHERE m.review_log = w.log)
       AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS d WHERE d.webhook = w.id AND d.state = 'waiting')`,
    webhook,
  )
  if (isOver) {
    const deleted = db.run(`DELETE FROM webhook_deliveries WHERE ${some('true')}`, webhook)
    if (deleted < AT_A_TIME) db.run('DELETE FROM webhooks WHERE id = ?', webhook)
    return deleted
  }
  // A disabled webhook sends nothing, and a test ends with the process that sends it.
  const isLate = "((state = 'waiting' AND until <= ?2 - ?3) OR (state = 'testing' AND created <= ?2 - 3600000))"
  const ended = db.run(
    `UPDATE webhook_deliveries SET state = 'failed', problem = 'Given up: it was not sent in time.' WHERE ${some(isLate)}`,
    webhook,
    now,
    DELIVERY_MS,
  )
  const newest = '(SELECT max(position) FROM webhook_deliveries WHERE webhook = ?1)'
  const isOld = `state IN ('delivered', 'failed') AND (created <= ?2 OR position <= ${newest} - ?3)`
  return Math.max(ended, db.run(`DELETE FROM webhook_deliveries WHERE ${some(isOld)}`, webhook, now - KEPT_MS, KEPT))
}
