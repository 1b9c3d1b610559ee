import type { ReviewChange, ReviewEvent } from '#contract/review-log.ts'
import type { Db } from '../../db.ts'
import { checkLength } from '../names.ts'
import { missingModel } from '../registry/model-rows.ts'
import { announceEvent } from '../webhooks/workspace-bodies.ts'
import { type EventRow, eventOf } from './event-rows.ts'
import { keepOpenRequests } from './open-requests.ts'

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
export const record = (db: Db, name: string, user: string, change: ReviewChange, told?: Told): ReviewEvent =>
  recordEach(db, name, user, [change], told)[0]!

/** What a query of `registered_models AS m` selects for `recordEach`. */
export const logColumns = `m.review_log, EXISTS (SELECT 1 FROM open_requests AS r WHERE r.log = m.review_log) AS has_requests,
  EXISTS (SELECT 1 FROM webhooks WHERE status = 'ACTIVE') AS is_heard`

export type LogRow = readonly [log: number | null, hasRequests: 0 | 1, isHeard: 0 | 1]

/** The same for changes that somebody makes together, in order. `known`: the model's log, as read in the same write. */
export function recordEach(
  db: Db,
  name: string,
  user: string,
  changes: readonly ReviewChange[],
  { time = Date.now(), verified = withAccounts.has(db) }: Told = {},
  known: LogRow | undefined = logRow(db, name),
): ReviewEvent[] {
  for (const change of changes) if ('comment' in change) checkLength(change.comment ?? '', MAX_COMMENT, 'comment')
  if (!known) throw missingModel(name)
  const [given, hasRequests, isHeard] = known
  const log = given ?? giveLog(db, name)
  return changes.map((change) => {
    const recorded = { ...change, ...(verified && { verified: true as const }) }
    // In front of MLflow this statement is kept and run later: the number is the next one then.
    const { number } = db.get<{ number: number }>(
      `INSERT INTO review_events (log, number, time, user, version, data)
       VALUES (?1, (SELECT 1 + coalesce(max(number), 0) FROM review_events WHERE log = ?1), ?2, ?3, ?4, ?5) RETURNING number`,
      log,
      time,
      user,
      'version' in change && change.version !== undefined ? Number(change.version) : null,
      JSON.stringify(recorded),
    )! // an INSERT of one row returns it
    const mayAsk = change.kind === 'requested' || change.kind === 'undone'
    if (hasRequests || mayAsk) keepOpenRequests(db, log, number, change)
    const event = { number, time, user, ...recorded }
    if (isHeard) announceEvent(db, log, name, event)
    return event
  })
}

const logRow = (db: Db, name: string): LogRow | undefined =>
  db.lists<LogRow>(`SELECT ${logColumns} FROM registered_models AS m WHERE m.name = ?`, name)[0]

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

/** A log's events from `from` on that move something, ask for it, or prevent undoing it: without comments and the like. */
export const movesSince = (db: Db, log: number | undefined, from: number): ReviewEvent[] =>
  db
    .all<EventRow>(
      `SELECT number, time, user, data FROM review_events WHERE log = ? AND number >= ?
         AND kind NOT IN ('commented', 'comment-edited', 'comment-deleted', 'described', 'files-changed') ORDER BY number`,
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
