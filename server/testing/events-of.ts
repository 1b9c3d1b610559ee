import type { ReviewEvent } from '#contract/review-log.ts'
import type { Db } from '../embedded/db.ts'
import { type EventRow, eventOf } from '../embedded/store/reviews/event-rows.ts'

/** All events of a model's log by number, however long it is. */
export const eventsOf = (db: Db, log: number | undefined): ReviewEvent[] =>
  db
    .all<EventRow>('SELECT number, time, user, data FROM review_events WHERE log = ? ORDER BY number', log ?? null)
    .map(eventOf)
