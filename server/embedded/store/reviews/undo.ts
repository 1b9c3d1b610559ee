import { ApiError, conflict, missing } from '#contract/errors.ts'
import type { ReviewEvent } from '#contract/review-log.ts'
import { UNDO_MS } from '#contract/review-paths.ts'
import type { Rule } from '#contract/policy/rules.ts'
import type { Activity } from '#contract/reviews.ts'
import type { Db } from '../../db.ts'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import type { FolderStates } from '../artifacts/folder-states.ts'
import { moveAlias, removeAlias } from '../registry/aliases.ts'
import { setStages } from '../registry/stages.ts'
import { stagesOf } from '../registry/holders.ts'
import { activityOf } from './activities.ts'
import { findEvent, isOwn, movesSince, record, whyNotOwn } from './log.ts'
import { stateIfGuarded } from './policy/guarded.ts'
import { rulesOf } from './policy/policies.ts'

type Move =
  | Extract<ReviewEvent, { kind: 'moved' }>
  | (Extract<ReviewEvent, { kind: 'alias-moved' }> & { version: string })

/**
 * Takes back one's own move, given its activity's id or that of the approval or override that caused it: restores the stages and
 * aliases from before, and opens the requests that it closed. Throws RESOURCE_DOES_NOT_EXIST for other ids,
 * PERMISSION_DENIED for somebody else's move, and RESOURCE_CONFLICT after UNDO_MS or after another change (docs/reviews.md §4).
 * It needs no approval, but brings back only a version whose files, and what the policy names of it, are as they were.
 */
export function undoMove(db: Db, id: string, user: string, artifacts: FolderStates): Activity {
  const { log, name, events, move } = requireMove(db, id)
  if (!isOwn(db, move, user))
    throw new ApiError('PERMISSION_DENIED', whyNotOwn(move, user, 'This move was made', 'undo it'))
  const moves = partsOf(move, events)
  const parts = new Set(moves)
  const later = events.filter((event) => event.number > move.number && !parts.has(event))
  if (later.some((event) => event.kind === 'undone' && event.of === move.number))
    throw conflict('This move has already been undone.')
  const other = later.find(prevents)
  if (other) {
    const changed = other.kind === 'policy-changed' ? 'the policy' : 'a stage or an alias'
    throw conflict(`${other.user} has changed ${changed} since, so this move cannot be undone.`)
  }
  const now = Date.now()
  if (now - move.time > UNDO_MS) throw tooLate()
  const rules = rulesOf(db, name)
  for (const event of moves) requireSameEvidence(db, artifacts, name, event, rules)
  const of = move.number
  const undone = record(
    db,
    name,
    user,
    move.kind === 'moved'
      ? { kind: 'undone', version: move.version, of, from_stage: move.from_stage, to_stage: move.to_stage }
      : { kind: 'undone', version: move.version, of, to_stage: aliasTarget(move.alias) },
  )
  const mover = { user, cause: undone.number }
  const stageMoves = moves.filter((event) => event.kind === 'moved')
  const versions = stageMoves.map(({ version }) => Number(version))
  const stages = stagesOf(db, name, versions)
  setStages(
    db,
    name,
    stageMoves.map(({ from_stage: to }, at) => ({
      version: versions[at]!,
      from: stages.get(versions[at]!) ?? 'None',
      to,
    })),
    now,
    mover,
  )
  for (const event of moves) {
    if (event.kind !== 'alias-moved') continue
    if (event.from === undefined) removeAlias(db, name, event.alias, mover, artifacts)
    else moveAlias(db, { name, version: event.from }, event.alias, mover, artifacts)
  }
  db.run('UPDATE registered_models SET last_updated_timestamp = ? WHERE name = ?', now, name)
  return activityOf(log, undone)
}

/** The moves of versions and aliases that undoing would take back, or none for an id of nothing that can be undone. */
export function movesToUndo(db: Db, id: string): ReviewEvent[] {
  const found = findMove(db, id)
  return typeof found === 'object' ? partsOf(found.move, found.events) : []
}

/** A move, and what was moved along with it. */
function partsOf(move: Move, events: readonly ReviewEvent[]): ReviewEvent[] {
  // Aliases that no version moves with have one cause.
  const cause = move.kind === 'moved' ? move.number : move.cause
  return events.filter((event) => event === move || ('cause' in event && event.cause === cause))
}

function requireMove(db: Db, id: string) {
  const found = findMove(db, id)
  if (found === 'too late') throw tooLate()
  if (!found) throw missing(`There is no move with the id ${id}.`)
  return found
}

const tooLate = () => conflict(`A move can be undone for ${UNDO_MS / 1000} seconds only.`)

/** What a move is undone by: its own event, or what caused it. */
const MOVES: readonly ReviewEvent['kind'][] = ['moved', 'alias-moved', 'approved', 'overridden']

function findMove(db: Db, id: string) {
  const found = findEvent(db, id)
  if (!found || !MOVES.includes(found.event.kind)) return undefined
  const asked = found.event
  // Of an older one, much may have happened since.
  if (Date.now() - asked.time > UNDO_MS) return 'too late'
  // What follows from a move, and what prevents undoing it, is younger than its cause.
  const first = ('cause' in asked ? asked.cause : undefined) ?? asked.number
  const events = movesSince(db, found.log, first)
  const move =
    asked.kind === 'approved' || asked.kind === 'overridden'
      ? events.find((it) => (it.kind === 'moved' || it.kind === 'alias-moved') && it.cause === asked.number)
      : events.find(({ number }) => number === asked.number)
  return isOwnMove(move, events) ? { ...found, events, move } : undefined
}

/** Throws RESOURCE_CONFLICT if undoing would bring a version that is another than then to where the policy guards it. */
function requireSameEvidence(
  db: Db,
  artifacts: FolderStates,
  name: string,
  event: ReviewEvent,
  rules: readonly Rule[],
): void {
  if (event.kind !== 'moved' && event.kind !== 'alias-moved') return
  const [version, place] =
    event.kind === 'moved' ? [event.version, event.from_stage] : [event.from, aliasTarget(event.alias)]
  if (version === undefined) return
  const state = stateIfGuarded(db, artifacts, { name, version }, place, rules)
  if (state !== undefined && state !== event.files)
    throw conflict(`Version ${version} or its policy has changed since, so this move cannot be undone.`)
}

/**
 * Whether somebody moved a version by itself, against the policy or by approving a request, or its aliases alone in one of the last
 * two ways: what follows from another move is undone with that.
 */
function isOwnMove(event: ReviewEvent | undefined, events: readonly ReviewEvent[]): event is Move {
  if (event?.kind !== 'moved' && (event?.kind !== 'alias-moved' || event.version === undefined)) return false
  const cause = events.find(({ number }) => number === event.cause)?.kind
  return (event.kind === 'moved' && event.cause === undefined) || cause === 'approved' || cause === 'overridden'
}

/** Whether an event changed what undoing would restore. Comments and descriptions do not. */
const prevents = ({ kind }: ReviewEvent) => ['moved', 'alias-moved', 'version-deleted', 'policy-changed'].includes(kind)
