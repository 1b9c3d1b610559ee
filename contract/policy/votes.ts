import type { ReviewEvent } from '../review-log.ts'
import { aliasTarget, isAliasTarget } from './alias-target.ts'

/** Somebody's approval, and the hash of what was approved, by the rule's target. */
export type Approval = { user: string; time: number; evidence?: Readonly<Record<string, string>> | undefined }

/** What people have said about one move since the version last moved. */
export type Votes = {
  /** Who has asked for it, withdrawn or not. */
  requesters: readonly string[]
  approvals: readonly Approval[]
  /** Who of them may not approve it any more, where the server knows people. */
  barred?: readonly string[]
}

/** What counts of an event: without what somebody wrote, which may be long. */
export type VoteEvent = WithoutTexts<ReviewEvent>
type WithoutTexts<E> = E extends ReviewEvent
  ? Omit<E, 'comment' | 'from_stage' | 'request' | 'changes_opened' | 'cause' | 'files' | 'outside'>
  : never

/**
 * The votes for moving `version` to `target` (a stage, or an alias with its `@`). Earlier ones do not count once the version
 * or the alias has moved, nor after a rejection. An alias also counts approvals of a move that was to take it along.
 * With `verified`, only the approvals of accounts count.
 */
export function votesFor(
  events: readonly VoteEvent[],
  version: string,
  target: string,
  { verified }: { verified: boolean },
): Votes {
  let requesters = new Set<string>()
  let approvals: { of: string; approval: Approval }[] = []
  for (const event of events) {
    if (!('version' in event) || (event.version !== version && event.kind !== 'alias-moved')) continue
    switch (event.kind) {
      case 'moved':
      case 'version-deleted': // a later version with this number is another one
        requesters = new Set()
        approvals = []
        break
      case 'alias-moved':
        if (aliasTarget(event.alias) !== target) break
        requesters = new Set()
        approvals = []
        break
      case 'rejected':
        approvals = approvals.filter(({ of }) => of !== event.to_stage)
        break
      case 'requested':
        // Whoever approves a move may have it take any alias along.
        if (event.to_stage === target || isAliasTarget(target)) requesters.add(event.user)
        break
      case 'approved':
        if (verified && !event.verified) break
        if (event.to_stage === target || event.aliases?.some((alias) => aliasTarget(alias) === target))
          approvals.push({
            of: event.to_stage,
            approval: { user: event.user, time: event.time, evidence: event.evidence },
          })
        break
      default:
    }
  }
  return { requesters: [...requesters], approvals: approvals.map(({ approval }) => approval) }
}
