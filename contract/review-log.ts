import { type AliasTarget, aliasTarget } from './policy/alias-target.ts'
import type { Rule } from './policy/rules.ts'
import type { Stage } from './versions.ts'

/** What happened to a registered model, as its log keeps it: append-only, in the order of `number`, never of a clock. */
export type ReviewEvent = {
  number: number
  /** Ms since 1970. */
  time: number
  /** Who did it, as far as the server knows. */
  user: string
  /** Whether the name is that of an account which signed in; otherwise anybody can have used it. */
  verified?: true
} & ReviewChange

/** Where a request asks a version to go: to a stage, or to an alias with its `@`. */
export type Destination = Stage | AliasTarget

export type ReviewChange =
  | { kind: 'created' }
  | { kind: 'registered'; version: string }
  | { kind: 'version-deleted'; version: string; outside?: boolean | undefined }
  | { kind: 'deleted'; outside?: boolean | undefined }
  | { kind: 'renamed'; from: string; to: string; outside?: boolean | undefined }
  | {
      kind: 'moved'
      version: string
      from_stage: Stage
      to_stage: Stage
      comment?: string | undefined
      /** Number of the event that caused it: an approval, an override, or the move that archived this version. */
      cause?: number | undefined
      /** Stands for the version's files, and what the policy names of it, as they were, if it guards the stage that it left. */
      files?: string | undefined
      /** Whether it was found so, changed on the MLflow server behind without this server. */
      outside?: boolean | undefined
    }
  /** The MLflow server behind did not do what was asked of it, or the end of that is not known. */
  | { kind: 'failed'; version?: string | undefined; what: string; why: string }
  | {
      kind: 'requested'
      version: string
      from_stage: Stage
      to_stage: Destination
      comment?: string | undefined
      /** Aliases that are to move along. */
      aliases?: readonly string[] | undefined
    }
  | {
      kind: 'approved' | 'rejected' | 'cancelled'
      version: string
      from_stage: Stage
      to_stage: Destination
      /** Number of the event that opened the request. */
      request: number
      comment?: string | undefined
      /** Of an approval or a rejection: whether the person had opened Changes; missing where a client does not say. */
      changes_opened?: boolean | undefined
      /** Of an approval, if the policy asks for some: the hash of what was approved, by the rule's target. */
      evidence?: Readonly<Record<string, string>> | undefined
      /** Of an approval: the aliases that are to move along. */
      aliases?: readonly string[] | undefined
    }
  /** A move against the policy; the moves follow, with this event as their cause. */
  | {
      kind: 'overridden'
      version: string
      /** Stage, or aliases with their `@`, that the version was moved to. */
      targets: readonly string[]
      /** What the policy missed, in words. */
      missing: readonly string[]
      comment: string
    }
  | { kind: 'policy-changed'; before: readonly Rule[]; after: readonly Rule[] }
  | { kind: 'commented'; version: string; comment: string }
  | {
      kind: 'comment-edited'
      version: string
      /** Number of the event that made the comment. */ of: number
      comment: string
    }
  | { kind: 'comment-deleted'; version: string; of: number }
  | {
      kind: 'alias-moved'
      alias: string
      version?: string | undefined
      /** Version that had it. */
      from?: string | undefined
      /** Number of the event that caused it: a move that took the alias along. */
      cause?: number | undefined
      /** The same of the version that had it, if the policy guards the alias. */
      files?: string | undefined
      outside?: boolean | undefined
    }
  /** A move was taken back; the moves that restore what was before follow, with this event as their cause. */
  | { kind: 'undone'; version: string; of: number; from_stage?: Stage; to_stage: Destination }
  | { kind: 'described'; version?: string | undefined }
  /** Files of a version were written or removed; the next one of the same person follows only after something else. */
  | { kind: 'files-changed'; version: string }

/** Where a change moves a version, or is about moving it. */
export const whereTo = (change: ReviewChange): Destination | undefined =>
  change.kind === 'alias-moved' ? aliasTarget(change.alias) : 'to_stage' in change ? change.to_stage : undefined

type EventOf<Kind extends ReviewEvent['kind']> = Extract<ReviewEvent, { kind: Kind }>

type Request = EventOf<'requested'>

/**
 * The requests that nobody has closed and no move has answered: an approval closes one by the move that it causes. Undoing
 * a move opens what it had closed.
 */
export function openRequests(events: readonly ReviewEvent[]): Request[] {
  const open = new Map<number, Request>()
  /** What an event closed, or those that it caused. */
  const closedBy = new Map<number, Request[]>()
  const noteClosed = (by: number, request: Request) => {
    const before = closedBy.get(by)
    if (before) before.push(request)
    else closedBy.set(by, [request])
  }
  /** Of each move that another event caused. */
  const causes = new Map<number, number>()
  for (const event of events) {
    if (event.kind === 'requested') open.set(event.number, event)
    else if (event.kind === 'undone') {
      for (const by of [event.of, causes.get(event.of) ?? event.of])
        for (const request of closedBy.get(by) ?? []) open.set(request.number, request)
    } else {
      const cause = 'cause' in event ? event.cause : undefined
      if (cause !== undefined) causes.set(event.number, cause)
      for (const request of open.values()) {
        if (!closes(event, request)) continue
        open.delete(request.number)
        noteClosed(event.number, request)
        if (cause !== undefined) noteClosed(cause, request)
      }
    }
  }
  return [...open.values()].toSorted((a, b) => a.number - b.number)
}

function closes(event: ReviewEvent, { number, version, to_stage }: Request): boolean {
  switch (event.kind) {
    case 'rejected':
    case 'cancelled':
      return event.request === number
    case 'moved':
    case 'alias-moved':
      return event.version === version && whereTo(event) === to_stage
    case 'version-deleted':
      return event.version === version
    default:
      return false
  }
}

/** A version's stay in a stage. */
export type StageStay = {
  version: string
  stage: Stage
  /** Ms; missing where it moved there before the log began. */
  since?: number
  by?: string
  comment?: string | undefined
  /** Ms; missing while it is there. */
  until?: number
  until_by?: string
}

/**
 * Which versions were in `stage`, from when to when, oldest first; `holders` are there now. A stay that began before the
 * log did comes first, without its beginning.
 */
export function stageHistory(events: readonly ReviewEvent[], stage: Stage, holders: readonly string[]): StageStay[] {
  const known: StageStay[] = []
  const older: StageStay[] = []
  const open = new Map<string, StageStay>()
  for (const event of events) {
    if (event.kind !== 'moved' && event.kind !== 'version-deleted') continue
    const end = { until: event.time, until_by: event.user }
    const current = open.get(event.version)
    if (current) Object.assign(current, end)
    else if (event.kind === 'moved' && event.from_stage === stage) older.push({ version: event.version, stage, ...end })
    open.delete(event.version)
    if (event.kind === 'moved' && event.to_stage === stage) {
      const stay = { version: event.version, stage, since: event.time, by: event.user, comment: event.comment }
      open.set(event.version, stay)
      known.push(stay)
    }
  }
  const still = holders.filter((holder) => !open.has(holder)).map((version) => ({ version, stage }))
  return [...older, ...still, ...known]
}

/** The comments as they read now: edits applied, deleted ones gone; by the number of the event that made them. */
export function currentComments(events: readonly ReviewEvent[]): Map<number, { text: string; edited?: number }> {
  const comments = new Map<number, { text: string; edited?: number }>()
  for (const event of events) {
    if (event.kind === 'commented') comments.set(event.number, { text: event.comment })
    if (event.kind === 'comment-edited') comments.set(event.of, { text: event.comment, edited: event.time })
    if (event.kind === 'comment-deleted') comments.delete(event.of)
  }
  return comments
}
