import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { VoteEvent } from '#contract/policy/votes.ts'
import type { Destination, ReviewEvent } from '#contract/review-log.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { type EventRow, eventOf } from './event-rows.ts'

// Some events of a log, so that a page takes as long however long the log is. `main.`: who found the log may see them (seen.ts).
// INDEXED BY: SQLite takes the table, where a log has few events on average.
// +: a column's affinity keeps SQLite from looking up in an index of what JSON says.

const COLUMNS = 'e.number, e.time, e.user, e.data'
// As the indexes have it, letter for letter (migrations/043-kinds-of-events.sql).
const CHANGES_A_STAGE = "kind IN ('moved', 'version-deleted')"
/** Not IN: for more than two kinds it would make a table of them, also where an index asks for it with each event that is added. */
const isOneOf = (row: string, kinds: readonly ReviewEvent['kind'][]) =>
  `CASE ${row}.kind ${kinds.map((kind) => `WHEN '${kind}' THEN 1`).join(' ')} END`
const CHANGES_A_COMMENT = "IN ('comment-edited', 'comment-deleted')"

// What may be many of a log, as `FROM` has it.
export const STAGE_CHANGES = `review_events INDEXED BY review_events_of_stages WHERE log = ? AND ${CHANGES_A_STAGE}`
export const COMMENT_CHANGES = `review_events INDEXED BY review_events_of_comments WHERE log = ? AND kind ${CHANGES_A_COMMENT}`

/**
 * Up to `limit` events before one, newest first, of one version where it is given: without changes of comments, and comments since
 * deleted.
 */
export function shownBefore(
  db: Db,
  log: number,
  version: number | undefined,
  before: number | undefined,
  limit: number,
): ReviewEvent[] {
  const from =
    version === undefined
      ? 'main.review_events e INDEXED BY review_events_by_number WHERE e.log = ?1'
      : 'main.review_events e INDEXED BY review_events_by_version WHERE e.log = ?1 AND e.version = ?3'
  return db
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM ${from} AND e.number < ?2 AND e.kind NOT ${CHANGES_A_COMMENT}
         AND NOT EXISTS (
           SELECT 1 FROM main.review_events d INDEXED BY review_events_of_comments
           WHERE d.log = e.log AND d.data ->> '$.of' = +e.number AND d.kind ${CHANGES_A_COMMENT}
             AND d.kind = 'comment-deleted')
       ORDER BY e.number DESC LIMIT ${limit}`,
      log,
      before || Number.MAX_SAFE_INTEGER,
      ...(version === undefined ? [] : [version]),
    )
    .map(eventOf)
}

/** What last became of the comments among these events, in order: one may have been edited very often. */
export function changesOfComments(db: Db, log: number, events: readonly ReviewEvent[]): ReviewEvent[] {
  const comments = events.filter(({ kind }) => kind === 'commented').map(({ number }) => number)
  return db
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM json_each(?1) AS c CROSS JOIN main.review_events e INDEXED BY review_events_of_comments
       WHERE e.log = ?2 AND e.data ->> '$.of' = c.value AND e.kind ${CHANGES_A_COMMENT} AND e.number = (
         SELECT l.number FROM main.review_events l INDEXED BY review_events_of_comments
         WHERE l.log = ?2 AND l.data ->> '$.of' = c.value AND l.kind ${CHANGES_A_COMMENT} ORDER BY l.number DESC LIMIT 1)
       ORDER BY e.number`,
      JSON.stringify(comments),
      log,
    )
    .map(eventOf)
}

/**
 * The events that `votesFor` (contract/policy/votes.ts) reads for moving a version to a stage or to an alias (with its `@`), in order:
 * the version's own since it last moved, and the last one that gave the alias to any.
 */
export function votingEvents(db: Db, log: number | undefined, version: number, target: string): VoteEvent[] {
  const votes = votesOn(db, log ?? null, version, 'weigh(300)')
  const row =
    log !== undefined && isAliasTarget(target) ? db.get<EventRow>(LAST_OF_ALIAS, log, target.slice(1)) : undefined
  if (!row) return votes
  const moved = eventOf(row)
  const after = votes.findIndex(({ number }) => number > moved.number)
  return votes.toSpliced(after < 0 ? votes.length : after, 0, moved)
}

/** Of those the version's approvals and rejections, of any move: without requests, which may be very many, each for another alias. */
export const decisionsOn = (db: Db, log: number, version: number): VoteEvent[] =>
  votesOn(db, log, version, "e.kind IN ('approved', 'rejected')")

type VoteRow = Pick<ReviewEvent, 'number' | 'time' | 'user' | 'kind'> & {
  to_stage: Destination | null
  verified: 1 | null
  aliases: string | null
  evidence: string | null
}

/** What has been said about a version since it last moved, as far as the index has it: not what anybody wrote. */
function votesOn(db: Db, log: number | null, version: number, which: string): VoteEvent[] {
  return db
    .all<VoteRow>(
      `SELECT e.number, e.time, e.user, e.kind, e.data ->> '$.to_stage' AS to_stage,
         e.data ->> '$.verified' AS verified, e.data ->> '$.aliases' AS aliases, e.data ->> '$.evidence' AS evidence
       FROM main.review_events e INDEXED BY review_events_of_votes
       WHERE e.log = ?1 AND e.version = ?2 AND e.number >= ifnull((${LAST_MOVE}), 0) AND ${isAVote('e')} AND ${which}
       ORDER BY e.number`,
      log,
      version,
    )
    .map(({ verified, aliases, evidence, ...row }) => {
      const more = {
        version: String(version),
        ...(verified && { verified: true }),
        ...(aliases && { aliases: JSON.parse(aliases) as string[] }),
        ...(evidence && { evidence: JSON.parse(evidence) as Record<string, string> }),
      }
      return { ...row, ...more } as VoteEvent // the index has no other kinds
    })
}

/** When an alias last went anywhere, as the number of that event. */
export const lastMoveOfAlias = (db: Db, log: number, alias: string): number | undefined =>
  db.get<{ number: number }>(
    `SELECT e.number FROM main.review_events e INDEXED BY review_events_of_aliases
     WHERE e.log = ? AND e.data ->> '$.alias' = ? AND e.kind = 'alias-moved' ORDER BY e.number DESC LIMIT 1`,
    log,
    alias,
  )?.number

/** As the index has it, letter for letter (migrations/043-kinds-of-events.sql). */
const isAVote = (row: 'e' | 'l') =>
  isOneOf(row, ['moved', 'version-deleted', 'requested', 'approved', 'rejected', 'cancelled'])
/** The event that each open request `o` was made with, for ON: in the table, to look for one reads others, with all that somebody wrote. */
export const ASKED = `main.review_events e INDEXED BY review_events_of_votes
  ON e.log = o.log AND e.version = o.version AND e.number = o.number AND ${isAVote('e')}`
/** After it, a version's votes count anew. */
const LAST_MOVE = `SELECT l.number FROM main.review_events l INDEXED BY review_events_of_votes
  WHERE l.log = ?1 AND l.version = ?2 AND ${isAVote('l')} AND l.${CHANGES_A_STAGE} ORDER BY l.number DESC LIMIT 1`
/** After it, votes for the alias do. */
const LAST_OF_ALIAS = `SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_aliases
  WHERE e.log = ?1 AND e.data ->> '$.alias' = ?2 AND e.kind = 'alias-moved' ORDER BY e.number DESC LIMIT 1`

/** The last event that moved a version somewhere, or was about that: an approval rather than the move that it caused. */
export function lastAbout(db: Db, log: number | undefined, version: number, to: Destination): ReviewEvent | undefined {
  const row = db.get<EventRow>(
    `SELECT * FROM (SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_votes WHERE e.log = ?1 AND e.version = ?2
       AND ${isAVote('e')} AND e.data ->> '$.to_stage' = ?3 AND e.data ->> '$.cause' IS NULL ORDER BY e.number DESC LIMIT 1)
     UNION ALL
     SELECT * FROM (SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_undoing WHERE e.log = ?1 AND e.version = ?2
       AND e.kind = 'undone' AND e.data ->> '$.to_stage' = ?3 ORDER BY e.number DESC LIMIT 1)
     UNION ALL
     SELECT * FROM (SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_aliases WHERE e.log = ?1 AND e.version = ?2
       AND e.data ->> '$.alias' = ?4 AND e.kind = 'alias-moved' AND e.data ->> '$.cause' IS NULL
       ORDER BY e.number DESC LIMIT 1)
     ORDER BY 1 DESC LIMIT 1`,
    log ?? null,
    version,
    to,
    isAliasTarget(to) ? to.slice(1) : null,
  )
  return row && eventOf(row)
}

/** As long as an event is; very many may have happened since somebody asked (weigh.ts). */
const WEIGHED = 'weigh(200 + octet_length(e.data))'

/**
 * The events that open or close requests for some versions, in order, from the first request on: those of the versions, of aliases, and
 * whatever was undone.
 */
export function eventsOfRequests(db: Db, log: number, versions: readonly number[]): ReviewEvent[] {
  const votes = 'main.review_events e INDEXED BY review_events_of_votes'
  const of = JSON.stringify(versions)
  const first = db.get<{ first: number | null }>(
    `SELECT min((SELECT e.number FROM ${votes} WHERE e.log = ?1 AND e.version = v.value AND ${isAVote('e')} AND ${WEIGHED}
       AND e.kind = 'requested' ORDER BY e.number LIMIT 1)) AS first FROM json_each(?2) AS v`,
    log,
    of,
  )?.first
  if (!first) return []
  return db
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM ${votes}
       WHERE e.log = ?1 AND e.version IN (SELECT value FROM json_each(?2)) AND ${isAVote('e')} AND e.number >= ?3 AND ${WEIGHED}
       UNION ALL SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_undoing
       WHERE e.log = ?1 AND e.kind = 'undone' AND e.number >= ?3 AND ${WEIGHED}
       UNION ALL SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_aliases
       WHERE e.log = ?1 AND e.kind = 'alias-moved' AND e.number >= ?3 AND ${WEIGHED} ORDER BY 1`,
      log,
      of,
      first,
    )
    .map(eventOf)
}

/** Whether more than `most` moves between stages or deletions of versions are in a log from this event on. */
export const changesStagesSince = (db: Db, log: number, from: number, most: number): boolean =>
  db.get(`SELECT 1 FROM ${STAGE_CHANGES} AND number >= ? LIMIT 1 OFFSET ${most}`, log, from) !== undefined

/** A log's moves between stages and deletions of versions, in order; with `most`, as many of the last ones. */
export function stageChanges(db: Db, log: number | undefined, most = -1): ReviewEvent[] {
  return db
    .all<EventRow>(
      `SELECT * FROM (SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_stages
       WHERE e.log = ? AND e.${CHANGES_A_STAGE} AND ${WEIGHED} ORDER BY e.number DESC LIMIT +?) ORDER BY number`,
      log ?? null,
      most,
    )
    .map(eventOf)
}

/** The first of them after one: as many as are read in a millisecond or two, with long comments. */
export const stageChangesAfter = (db: Db, log: number | undefined, after: number): ReviewEvent[] =>
  db
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM main.review_events e INDEXED BY review_events_of_stages
       WHERE e.log = ? AND e.${CHANGES_A_STAGE} AND e.number > ? ORDER BY e.number LIMIT 50`,
      log ?? null,
      after,
    )
    .map(eventOf)

/** When a version last moved to a stage. */
export const lastMovedTo = (db: Db, log: number, version: number, stage: Stage): number | undefined =>
  db.get<{ time: number }>(
    `SELECT e.time FROM main.review_events e INDEXED BY review_events_of_votes WHERE e.log = ? AND e.version = ? AND ${isAVote('e')}
       AND e.kind = 'moved' AND e.data ->> '$.to_stage' = ? ORDER BY e.number DESC LIMIT 1`,
    log,
    version,
    stage,
  )?.time

/** Where models, their versions and their names come from, as the index has it, letter for letter (migrations/043-kinds-of-events.sql). */
export const ORIGINS = `main.review_events e INDEXED BY review_events_of_origins
  WHERE ${isOneOf('e', ['created', 'registered', 'renamed'])}`
