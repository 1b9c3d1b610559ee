import type { ReviewEvent } from '#contract/review-log.ts'
import type { Overrides } from '#contract/review-paths.ts'
import type { Db } from '../../db.ts'
import { activityOf } from './activities.ts'
import { type EventRow, eventOf } from './event-rows.ts'

const DAYS = 30
const MOST = 50

/** The moves against the policy of the last 30 days, of all models, newest first. */
export function listOverrides(db: Db, now = Date.now()): Overrides['overrides'] {
  return db
    .all<EventRow & { name: string; log: number }>(
      `SELECT m.name, e.log, e.number, e.time, e.user, e.data FROM review_events AS e
       JOIN registered_models AS m ON m.review_log = e.log
       WHERE e.kind = 'overridden' AND e.time > ? ORDER BY e.time DESC, e.log, e.number DESC LIMIT ${MOST}`,
      now - DAYS * 24 * 60 * 60_000,
    )
    .map(({ name, log, ...row }) => {
      const event = eventOf(row) as Extract<ReviewEvent, { kind: 'overridden' }> // the query finds no others
      return { ...activityOf(log, event), name, version: event.version }
    })
}
