import { openRequests, type ReviewChange, type ReviewEvent, whereTo } from '#contract/review-log.ts'
import type { Db } from '../../db.ts'
import { checkLength } from '../names.ts'
import { missingModel } from '../registry/model-rows.ts'
import { announceEvent } from '../webhooks/workspace-bodies.ts'

/** Characters of a comment, alone or with a request, a decision or a move. */
const MAX_COMMENT = 10_000

const withAccounts = new WeakSet<Db>()

/** From now on, whoever writes to this database has signed in to an account under the name that is recorded. */
export const verifyNames = (db: Db): unknown => withAccounts.add(db)

/**
 * Whether somebody did what an event records. With accounts, an event from a time without any is nobody's; without, one of
 * somebody who had signed in, because anybody can say that name now.
 */
export const isOwn = (db: Db, event: Pick<ReviewEvent, 'user' | 'verified'>, user: string): boolean =>
  event.user === user && (event.verified === true) === withAccounts.has(db)

/** Why somebody may not change what an event records, which is not their own: `did` of it, and what only its maker can do. */
export const whyNotOwn = (
  event: Pick<ReviewEvent, 'user' | 'verified'>,
  user: string,
  did: string,
  can: string,
): string =>
  event.user !== user
    ? `Only ${event.user} can ${can}.`
    : event.verified
      ? `${did} by an account, so nobody can ${can} while this server has none.`
      : `${did} before this server had accounts, so nobody can ${can}.`

type Told = {
  /** When it happened, in ms. */
  time?: number | undefined
  /** Whether `user` has signed in; not the people of the sample. */
  verified?: boolean
}

/** Appends an event to a model's log, in the same write as the change it records; gives it with its number. */
export function record(
  db: Db,
  name: string,
  user: string,
  change: ReviewChange,
  { time = Date.now(), verified = withAccounts.has(db) }: Told = {},
): ReviewEvent {
  if ('comment' in change) checkLength(change.comment ?? '', MAX_COMMENT, 'comment')
  const found = db.get<{ review_log: number | null; hasRequests: 0 | 1; isHeard: 0 | 1 }>(
    `SELECT review_log, EXISTS (SELECT 1 FROM open_requests AS r WHERE r.log = m.review_log) AS hasRequests,
       EXISTS (SELECT 1 FROM webhooks WHERE status = 'ACTIVE') AS isHeard FROM registered_models AS m WHERE name = ?`,
    name,
  )
  if (!found) throw missingModel(name)
  const log = found.review_log ?? giveLog(db, name)
  const version = 'version' in change && change.version !== undefined ? Number(change.version) : null
  const recorded = { ...change, ...(verified && { verified: true as const }) }
  const { number } = db.get<{ number: number }>(
    `INSERT INTO review_events (log, number, time, user, version, data)
     SELECT ?1, 1 + coalesce(max(number), 0), ?2, ?3, ?4, ?5 FROM review_events WHERE log = ?1 RETURNING number`,
    log,
    time,
    user,
    version,
    JSON.stringify(recorded),
  )! // an INSERT of one row returns it
  const mayAsk = change.kind === 'requested' || change.kind === 'undone'
  if (found.hasRequests || mayAsk) keepOpenRequests(db, log, number, change)
  const event = { number, time, user, ...recorded }
  if (found.isHeard) announceEvent(db, log, name, event)
  return event
}

// SQLite takes the table, which would read those of all versions.
export const OPEN_OF_VERSION = 'open_requests INDEXED BY open_requests_by_version WHERE log = ? AND version = ?'

/** The same changes to the list of open requests that `openRequests` (contract/review-log.ts) reads out of the log. */
function keepOpenRequests(db: Db, log: number, number: number, change: ReviewChange): void {
  switch (change.kind) {
    case 'requested':
      db.run(
        'INSERT INTO open_requests (log, number, version, to_stage) VALUES (?, ?, ?, ?)',
        log,
        number,
        Number(change.version),
        change.to_stage,
      )
      break
    case 'rejected':
    case 'cancelled':
      db.run('DELETE FROM open_requests WHERE log = ? AND number = ?', log, change.request)
      break
    case 'moved':
    case 'alias-moved':
      if (change.version !== undefined)
        db.run(
          `DELETE FROM ${OPEN_OF_VERSION} AND to_stage = ?`,
          log,
          Number(change.version),
          whereTo(change)!, // they have moved it somewhere
        )
      break
    case 'version-deleted':
      db.run(`DELETE FROM ${OPEN_OF_VERSION}`, log, Number(change.version))
      break
    case 'undone':
      for (const request of openRequests(eventsSinceRequests(db, log, change.of)))
        db.run(
          'INSERT OR IGNORE INTO open_requests (log, number, version, to_stage) VALUES (?, ?, ?, ?)',
          log,
          request.number,
          Number(request.version),
          request.to_stage,
        )
      break
    default:
  }
}

/** A log's events since somebody first asked for one of the versions that have moved since event `of`. */
function eventsSinceRequests(db: Db, log: number, of: number): ReviewEvent[] {
  const versions = eventsOf(db, log, of).map((event) => ('version' in event ? Number(event.version) : null))
  const asked = db.get<{ first: number | null }>(
    `SELECT min(number) AS first FROM review_events INDEXED BY review_events_by_version
     WHERE log = ? AND version IN (SELECT value FROM json_each(?)) AND data ->> '$.kind' = 'requested'`,
    log,
    JSON.stringify(versions),
  )
  return asked?.first ? movesSince(db, log, asked.first) : []
}

/** The id of a model's log, made when it is first asked for. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function giveLog(db: Db, name: string): number {
  const log = findLog(db, name)
  if (log !== undefined) return log
  const { id } = db.get<{ id: number }>('INSERT INTO review_logs DEFAULT VALUES RETURNING id')! // one row
  db.run('UPDATE registered_models SET review_log = ? WHERE name = ?', id, name)
  return id
}

/** The id of a model's log, or undefined before its first event. Throws RESOURCE_DOES_NOT_EXIST. */
export function findLog(db: Db, name: string): number | undefined {
  const row = db.get<{ review_log: number | null }>('SELECT review_log FROM registered_models WHERE name = ?', name)
  if (!row) throw missingModel(name)
  return row.review_log ?? undefined
}

/** The same where a model certainly has one: an event of it was just read or written. */
export const existingLog = (db: Db, name: string): number => findLog(db, name)!

/** Who created a model, or registered its version; missing where the log does not tell. */
export function makerOf(db: Db, name: string, version?: string): { user_id?: string } {
  const row = db.get<{ user: string }>(
    `SELECT user FROM review_events WHERE log = ? AND version IS ? AND data ->> '$.kind' = ? ORDER BY number DESC LIMIT 1`,
    findLog(db, name) ?? null,
    version === undefined ? null : Number(version),
    version === undefined ? 'created' : 'registered',
  )
  return row ? { user_id: row.user } : {}
}

export type EventRow = { number: number; time: number; user: string; data: string }

export const eventOf = ({ data, ...row }: EventRow): ReviewEvent => ({ ...row, ...(JSON.parse(data) as ReviewChange) })

/** A log's events by number, without those before `from`. */
export const eventsOf = (db: Db, log: number | undefined, from = 0): ReviewEvent[] =>
  db
    .all<EventRow>(
      'SELECT number, time, user, data FROM review_events WHERE log = ? AND number >= ? ORDER BY number',
      log ?? null,
      from,
    )
    .map(eventOf)

/** A log's events from `from` on that move something, ask for it, or prevent undoing it: without comments and the like. */
export const movesSince = (db: Db, log: number | undefined, from: number): ReviewEvent[] =>
  db
    .all<EventRow>(
      `SELECT number, time, user, data FROM review_events WHERE log = ? AND number >= ?
         AND data ->> '$.kind' NOT IN ('commented', 'comment-edited', 'comment-deleted', 'described', 'files-changed') ORDER BY number`,
      log ?? null,
      from,
    )
    .map(eventOf)

/** The event of a log with this number. */
export function eventAt(db: Db, log: number, number: number): ReviewEvent | undefined {
  const row = db.get<EventRow>(
    'SELECT number, time, user, data FROM review_events WHERE log = ? AND number = ?',
    log,
    number,
  )
  return row && eventOf(row)
}

/** The newest event of a version. Throws RESOURCE_DOES_NOT_EXIST. */
export function lastEventOf(db: Db, name: string, version: number): ReviewEvent | undefined {
  const row = db.get<EventRow>(
    'SELECT number, time, user, data FROM review_events WHERE log = ? AND version = ? ORDER BY number DESC LIMIT 1',
    findLog(db, name) ?? null,
    version,
  )
  return row && eventOf(row)
}

/** An event's id on the wire: `<log>.<number>`. */
export const activityId = (log: number, number: number): string => `${log}.${number}`

/** The log and number of an event in its id, or undefined if it is none. */
export function readActivityId(id: string): { log: number; number: number } | undefined {
  const [, log, number] = /^(\d{1,15})\.(\d{1,15})$/.exec(id) ?? []
  return log === undefined ? undefined : { log: Number(log), number: Number(number) }
}

/** The event with this id, its log, and the name that the log's model has now; undefined if there is none. */
export function findEvent(db: Db, id: string): { name: string; log: number; event: ReviewEvent } | undefined {
  const at = readActivityId(id)
  const row =
    at &&
    db.get<EventRow & { name: string }>(
      `SELECT m.name, e.number, e.time, e.user, e.data FROM review_events AS e
       JOIN registered_models AS m ON m.review_log = e.log WHERE e.log = ? AND e.number = ?`,
      at.log,
      at.number,
    )
  if (!row) return undefined
  const { name, ...event } = row
  return { name, log: at.log, event: eventOf(event) }
}
