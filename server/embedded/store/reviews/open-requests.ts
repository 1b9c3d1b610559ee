import { openRequests, type ReviewChange, type ReviewEvent, whereTo } from '#contract/review-log.ts'
import type { Db } from '../../db.ts'
import { eventsOfRequests } from './chosen-events.ts'

// SQLite takes the table, which would read those of all versions.
export const OPEN_OF_VERSION = 'open_requests INDEXED BY open_requests_by_version WHERE log = ? AND version = ?'

/** The same changes to the list of open requests that `openRequests` (contract/review-log.ts) reads out of the log. */
export function keepOpenRequests(db: Db, log: number, number: number, change: ReviewChange): void {
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

/** What asked for and moved, since somebody first asked for one of them, the versions that have moved since event `of`. */
function eventsSinceRequests(db: Db, log: number, of: number): ReviewEvent[] {
  const moved = db.lists<[version: number]>(
    'SELECT DISTINCT version FROM review_events WHERE log = ? AND number >= ? AND version IS NOT NULL',
    log,
    of,
  )
  return eventsOfRequests(db, log, moved.flat())
}
