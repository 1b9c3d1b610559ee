import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import { listed } from '#contract/policy/missing.ts'
import { changesOf } from '#contract/policy/changes.ts'
import { currentComments, type ReviewEvent, type StageStay, stageHistory } from '#contract/review-log.ts'
import type { Activities } from '#contract/review-paths.ts'
import type { Activity, VersionComment } from '#contract/reviews.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { openTurn } from '../artifacts/turn.ts'
import { versionNumber } from '../registry/model-names.ts'
import { holders } from '../registry/holders.ts'
import { changesOfComments, shownBefore, stageChanges, stageChangesAfter } from './chosen-events.ts'
import { activityId, eventAt, findLog } from './log.ts'

const PAGE = 100

/** What happened to a model, or to one version, newest first, a page of 100 at a time. Throws RESOURCE_DOES_NOT_EXIST. */
export function listActivities(db: Db, name: string, version: string | undefined, before?: number): Activities {
  const log = findLog(db, name)
  if (log === undefined) return { activities: [] }
  const found = shownBefore(db, log, version === undefined ? undefined : versionNumber(version), before, PAGE + 1)
  const page = found.slice(0, PAGE)
  const last = page.at(-1)
  const comments = currentComments([...page, ...changesOfComments(db, log, page)])
  return {
    activities: page.map((event) => {
      const comment = comments.get(event.number)
      if (event.kind === 'commented' && comment)
        return activityOf(log, { ...event, comment: comment.text }, comment.edited)
      return { ...activityOf(log, event), ...causeOf(db, log, event) }
    }),
    ...(found.length > PAGE && last && { next_page_token: String(last.number) }),
  }
}

/** Why a version moved along with something else, in a sentence; a comment of its own says more. */
function causeOf(db: Db, log: number, event: ReviewEvent): { system_comment?: string } {
  if (event.kind !== 'moved' || event.cause === undefined || event.comment || event.outside) return {}
  const cause = eventAt(db, log, event.cause)
  switch (cause?.kind) {
    case 'moved':
      return { system_comment: `Because version ${cause.version} moved to ${cause.to_stage}` }
    case 'approved':
      return { system_comment: `As ${cause.user} approved` }
    case 'overridden':
      return { system_comment: 'Against the policy' }
    case 'undone':
      return { system_comment: `As ${cause.user} undid a move` }
    default:
      return {}
  }
}

/**
 * Which versions were in each of these stages, from when to when, oldest first; with `most`, as far as so many of the last moves tell. Throws
 * RESOURCE_DOES_NOT_EXIST.
 */
export function listStays(db: Db, name: string, stages: readonly Stage[], most?: number): StageStay[] {
  const events = stageChanges(db, findLog(db, name), most)
  return stages.flatMap((stage) => staysIn(db, name, stage, events))
}

/** The same in turns: where no thread reads them. */
export async function listStaysInTurns(db: Db, name: string, stages: readonly Stage[]): Promise<StageStay[]> {
  const log = findLog(db, name)
  const turn = openTurn()
  const events: ReviewEvent[] = []
  for (let some = stageChangesAfter(db, log, 0); some.length > 0;) {
    events.push(...some)
    if (turn.isOver()) await turn.next()
    some = stageChangesAfter(db, log, some.at(-1)!.number) // it is not empty
  }
  const stays: StageStay[] = []
  for (const stage of stages) {
    for (const stay of staysIn(db, name, stage, events)) stays.push(stay)
    if (turn.isOver()) await turn.next()
  }
  return stays
}

const staysIn = (db: Db, name: string, stage: Stage, events: readonly ReviewEvent[]): StageStay[] =>
  stageHistory(
    events,
    stage,
    holders(db, name, stage).map(({ version }) => String(version)),
  )

/** The wire form of an event; `edited`: ms of a comment's last edit. */
export function activityOf(log: number, event: ReviewEvent, edited = event.time): Activity {
  return {
    id: activityId(log, event.number),
    activity_type: typeOf(event),
    user_id: event.user,
    ...(event.verified && { verified: true as const }),
    creation_timestamp: event.time,
    last_updated_timestamp: edited,
    ...('version' in event && event.version !== undefined && { version: event.version }),
    ...('comment' in event && event.comment && { comment: event.comment }),
    ...('to_stage' in event && {
      ...(event.from_stage !== undefined && !isAliasTarget(event.to_stage) && { from_stage: event.from_stage }),
      to_stage: event.to_stage,
    }),
    ...(event.kind === 'requested' && event.aliases && { aliases: [...event.aliases] }),
    ...(event.kind === 'approved' && event.evidence && { evidence: { ...event.evidence } }),
    ...actionsOf(event),
    ...detailsOf(event),
  }
}

function typeOf(event: ReviewEvent): Activity['activity_type'] {
  if ('outside' in event && event.outside) return 'CHANGED_OUTSIDE'
  switch (event.kind) {
    case 'requested':
      return 'REQUESTED_TRANSITION'
    case 'approved':
      return 'APPROVED_REQUEST'
    case 'rejected':
      return 'REJECTED_REQUEST'
    case 'cancelled':
      return 'CANCELLED_REQUEST'
    case 'moved':
      return event.cause === undefined ? 'APPLIED_TRANSITION' : 'SYSTEM_TRANSITION'
    case 'commented':
    case 'comment-edited':
    case 'comment-deleted':
      return 'NEW_COMMENT'
    case 'registered':
      return 'REGISTERED'
    case 'version-deleted':
      return 'VERSION_DELETED'
    case 'created':
      return 'CREATED'
    case 'deleted':
      return 'DELETED'
    case 'renamed':
      return 'RENAMED'
    case 'alias-moved':
      return 'ALIAS_MOVED'
    case 'undone':
      return 'UNDONE'
    case 'described':
      return 'DESCRIPTION_CHANGED'
    case 'files-changed':
      return 'FILES_CHANGED'
    case 'overridden':
      return 'OVERRIDDEN'
    case 'policy-changed':
      return 'POLICY_CHANGED'
    case 'failed':
      return 'FAILED'
  }
}

function actionsOf({ kind }: ReviewEvent): { available_actions?: string[] } {
  if (kind === 'requested')
    return {
      available_actions: ['APPROVE_TRANSITION_REQUEST', 'REJECT_TRANSITION_REQUEST', 'CANCEL_TRANSITION_REQUEST'],
    }
  return kind === 'commented' ? { available_actions: ['EDIT_COMMENT', 'DELETE_COMMENT'] } : {}
}

/** What the SDK's fields do not say, in a sentence. */
function detailsOf(event: ReviewEvent): { system_comment?: string } {
  switch (event.kind) {
    case 'version-deleted':
      return event.outside ? { system_comment: `Version ${event.version} deleted` } : {}
    case 'deleted':
      return event.outside ? { system_comment: 'Model deleted' } : {}
    case 'failed':
      return { system_comment: `${event.what}: ${event.why}` }
    case 'alias-moved':
      if (event.version === undefined) return { system_comment: `Alias @${event.alias} removed` }
      return {
        system_comment:
          event.from === undefined
            ? `Alias @${event.alias} set`
            : `Alias @${event.alias} moved here from version ${event.from}`,
      }
    case 'overridden':
      return { system_comment: `To ${event.targets.join(' and ')}. The policy needs ${listed(event.missing)}.` }
    case 'policy-changed':
      return { system_comment: changesOf(event.before, event.after) }
    case 'requested':
      return event.aliases ? { system_comment: `With ${event.aliases.map(aliasTarget).join(', ')}` } : {}
    case 'approved':
    case 'rejected':
      if (event.changes_opened === undefined) return {}
      return { system_comment: event.changes_opened ? 'After opening Changes' : 'Without opening Changes' }
    case 'renamed':
      return { system_comment: `Renamed from “${event.from}” to “${event.to}”` }
    case 'moved':
      return event.outside ? { system_comment: `Stage changed from ${event.from_stage} to ${event.to_stage}` } : {}
    default:
      return {}
  }
}

/** The wire form of a comment as it reads now. */
export function commentOf(log: number, event: ReviewEvent, text: string, edited = event.time): VersionComment {
  const { id, user_id, creation_timestamp } = activityOf(log, event)
  return {
    id,
    comment: text,
    user_id,
    creation_timestamp,
    last_updated_timestamp: edited,
    available_actions: ['EDIT_COMMENT', 'DELETE_COMMENT'],
  }
}
