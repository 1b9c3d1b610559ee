import { ApiError, invalid, missing } from '#contract/errors.ts'
import { currentComments } from '#contract/review-log.ts'
import type { VersionComment } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { requireVersion } from '../registry/version-rows.ts'
import { commentOf } from './activities.ts'
import { changesOfComments } from './chosen-events.ts'
import { existingLog, findEvent, isOwn, readActivityId, record, whyNotOwn } from './log.ts'

/** Adds a comment to a version. */
export function createComment(db: Db, id: VersionId, comment: string, user: string): VersionComment {
  const version = String(requireVersion(db, id).version)
  const event = record(db, id.name, user, { kind: 'commented', version, comment })
  return commentOf(existingLog(db, id.name), event, comment)
}

/** Changes the text of one's own comment; the log keeps the text it had. */
export function updateComment(db: Db, id: string, comment: string, user: string): VersionComment {
  const { name, log, event } = requireComment(db, id, user)
  const { time } = record(db, name, user, { kind: 'comment-edited', version: event.version, of: event.number, comment })
  return commentOf(log, event, comment, time)
}

/** Takes one's own comment off the page; the log keeps it. */
export function deleteComment(db: Db, id: string, user: string): void {
  const { name, event } = requireComment(db, id, user)
  record(db, name, user, { kind: 'comment-deleted', version: event.version, of: event.number })
}

/** The comment with this id, its log, and its model's name now. */
function requireComment(db: Db, id: string, user: string) {
  if (!readActivityId(id)) throw invalid(`Invalid comment id '${id}'.`)
  const unknown = missing(`Comment with id=${id} not found.`)
  const { name, log, event } = findEvent(db, id) ?? {}
  if (event?.kind !== 'commented' || name === undefined || log === undefined) throw unknown
  if (!currentComments([event, ...changesOfComments(db, log, [event])]).has(event.number)) throw unknown
  if (!isOwn(db, event, user))
    throw new ApiError('PERMISSION_DENIED', whyNotOwn(event, user, 'This comment was written', 'change it'))
  return { name, log, event }
}
