import { ApiError, conflict, invalid, missing } from '#contract/errors.ts'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination, ReviewEvent } from '#contract/review-log.ts'
import { type VoteEvent, votesFor } from '#contract/policy/votes.ts'
import type { OpenRequest } from '#contract/review-paths.ts'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { openTurn } from '../artifacts/turn.ts'
import { moveAlias, requireAliasable } from '../registry/aliases.ts'
import { holderOfAlias } from '../registry/holders.ts'
import { transitionStage } from '../registry/stages.ts'
import { requireVersion } from '../registry/version-rows.ts'
import { activityOf } from './activities.ts'
import { ASKED, decisionsOn, lastAbout, lastMoveOfAlias } from './chosen-events.ts'
import { destinationOf, wantedAt } from './destination.ts'
import { missingFor, type Read } from './policy/gate.ts'
import { type Vote, voteOf } from './policy/vote.ts'
import { type EventRow, eventOf } from './event-rows.ts'
import { eventAt, existingLog, findLog, isOwn, record } from './log.ts'

type Transition = VersionId & { stage: string; comment?: string | undefined }
/** `changes_opened`: whether the person has seen what is different, as far as the client says. */
type Decision = Transition & { changes_opened?: boolean | undefined }
/** `aliases`: those that move along; missing: those that the request names. */
type Approval = Decision & { archive: boolean; aliases?: readonly string[] | undefined }
type Request = Extract<ReviewEvent, { kind: 'requested' }>

/**
 * Asks for a version to be moved to a stage or to get an alias; answers the open request for that under the same name instead, if
 * there is one, because a request is withdrawn by naming its creator. Throws RESOURCE_CONFLICT where the version is there already.
 */
export function createRequest(
  db: Db,
  { stage: word, comment, aliases = [], ...id }: Transition & { aliases?: readonly string[] },
  user: string,
): Activity {
  const to_stage = destinationOf(word)
  const { name, version: number, current_stage: from_stage } = requireVersion(db, id)
  const version = String(number)
  if (isAliasTarget(to_stage) ? holderOfAlias(db, name, to_stage.slice(1)) === number : from_stage === to_stage)
    throw conflict(`Version ${version} ${isAliasTarget(to_stage) ? 'already has' : 'is already in'} ${to_stage}.`)
  for (const alias of aliases) requireAliasable(db, id, alias)
  const [same] = openFor(db, id, to_stage, { of: user, most: 1 })
  const along = aliases.length > 0 ? { aliases: [...new Set(aliases)] } : {}
  const event =
    same ?? record(db, id.name, user, { kind: 'requested', version, from_stage, to_stage, comment, ...along })
  return activityOf(existingLog(db, id.name), event)
}

/** The open requests of a version, oldest first. Throws RESOURCE_DOES_NOT_EXIST. */
export function listRequests(db: Db, id: VersionId): Activity[] {
  requireVersion(db, id)
  const log = findLog(db, id.name)
  if (log === undefined) return []
  return db
    .all<EventRow>(`${OPEN_OF_ONE} AND weigh(200 + octet_length(e.data)) ORDER BY o.number`, log, Number(id.version))
    .map((row) => activityOf(log, eventOf(row)))
}

/** The same in turns: very many people may ask, each with a long comment. */
export async function listRequestsInTurns(db: Db, id: VersionId): Promise<Activity[]> {
  requireVersion(db, id)
  const log = findLog(db, id.name)
  if (log === undefined) return []
  const turn = openTurn()
  const requests: Activity[] = []
  for (const [number] of db.lists<[number: number]>(NUMBERS_OF_ONE, log, Number(id.version))) {
    if (turn.isOver()) await turn.next()
    const request = eventAt(db, log, number)
    if (request) requests.push(activityOf(log, request)) // it is not hidden meanwhile
  }
  return requests
}

/**
 * Records the approval and, unless the policy asks for more of them, moves the version or its aliases, in one write; the move
 * closes every open request for that. Throws RESOURCE_CONFLICT where somebody else was faster or has moved the version since it was
 * asked for, and where the policy allows neither the approval nor, with it, the move.
 */
export function approveRequest(
  db: Db,
  transition: Approval,
  user: string,
  read: Read,
): { activity: Activity; moved: boolean } {
  const { archive, comment, changes_opened, ...id } = transition
  const request = requireOpen(db, id)
  const { to_stage } = request
  const { current_stage: now } = requireVersion(db, id)
  if (isAliasTarget(to_stage)) {
    if (archive) throw invalid(`Giving a version the alias ${to_stage} cannot archive existing model versions.`)
  } else if (now !== request.from_stage)
    throw conflict(
      `Version ${request.version} was in ${request.from_stage} when ${request.user} asked for ${request.to_stage}, and is in ${now} now.`,
    )
  const aliases = transition.aliases ?? request.aliases ?? []
  for (const alias of aliases) requireAliasable(db, id, alias)
  const wanted = wantedAt(id, to_stage, aliases)
  const vote = voteOf(db, wanted, user, read)
  const approval = close(db, id.name, request, 'approved', user, comment, { ...vote, changes_opened })
  const moves = missingFor(db, wanted, read).length === 0
  const mover = { user, cause: approval.number, comment }
  if (moves && !isAliasTarget(to_stage))
    transitionStage(db, { ...id, stage: to_stage, archive, aliases }, mover, { ...read, isDecided: true })
  else if (moves) for (const alias of wanted.aliases ?? []) moveAlias(db, id, alias, mover, read.artifacts)
  return { activity: activityOf(existingLog(db, id.name), approval), moved: moves }
}

/** The aliases that an approval takes along unless it names some: those of the oldest open request. Throws for no such version. */
export const aliasesAsked = (db: Db, id: VersionId & { stage: string }): readonly string[] | undefined =>
  openFor(db, id, destinationOf(id.stage), { most: 1 })[0]?.aliases

/** Closes the oldest open request for that stage or alias without moving anything. */
export function rejectRequest(db: Db, { comment, changes_opened, ...id }: Decision, user: string): Activity {
  const rejection = close(db, id.name, requireOpen(db, id), 'rejected', user, comment, { changes_opened })
  return activityOf(existingLog(db, id.name), rejection)
}

/** Withdraws the open request that `creator` made for that stage or alias. */
export function cancelRequest(
  db: Db,
  { comment, ...id }: Transition,
  creator: string,
  { user, isAdmin }: { user: string; isAdmin: boolean },
): Activity {
  const to_stage = destinationOf(id.stage)
  const named = openFor(db, id, to_stage, { of: creator })
  // Admins withdraw any.
  const own = named.find((request) => creator !== user || isAdmin || isOwn(db, request, user))
  if (!own && named.length > 0)
    throw new ApiError(
      'PERMISSION_DENIED',
      'This request was made before this server had accounts, so only an admin can withdraw it.',
    )
  if (!own) throw missing(`${creator} has no open request to move version ${id.version} of ${id.name} to ${to_stage}.`)
  return activityOf(existingLog(db, id.name), close(db, id.name, own, 'cancelled', user, comment))
}

/** A document carries at most this many open requests. */
export const MAX_INBOX = 100

/** Whether there are more. */
export const hasLongInbox = (db: Db): boolean => db.get(`${OPEN} LIMIT 1 OFFSET ${MAX_INBOX}`) !== undefined

/** Whether there is any. */
export const hasOpen = (db: Db): boolean => db.get(`${OPEN} LIMIT 1`) !== undefined

const OPEN = 'SELECT m.name FROM open_requests AS o JOIN registered_models AS m ON m.review_log = o.log'

/** The names of the models that have open requests, each as often as it has some. */
export const modelsAsked = (db: Db): string[] => db.all<{ name: string }>(OPEN).map(({ name }) => name)

/**
 * The open requests of all models or those `of` some, oldest first, each read when it is asked for. `verified`: with the approvals of
 * accounts only.
 */
export function* listInbox(
  db: Db,
  { verified, of }: { verified: boolean; of?: ReadonlySet<string> },
): Generator<OpenRequest> {
  const found = db.lists<[name: string, log: number, number: number]>(
    `SELECT m.name, e.log, e.number FROM open_requests AS o CROSS JOIN ${ASKED}
     JOIN registered_models AS m ON m.review_log = o.log
     ORDER BY e.time, e.log, e.number`,
  )
  /** Of each version that somebody asks for, and of each place where it is to go: very many may ask for the same, or for other places. */
  const decided = new Map<string, VoteEvent[]>()
  const known = new Map<string, { approved_by?: string[] }>()
  for (const [name, log, number] of found) {
    if (of && !of.has(name)) continue
    const request = eventAt(db, log, number) as Request | undefined // open_requests lists no other events
    if (!request) continue // it is hidden meanwhile
    const { version, to_stage } = request
    const about = `${log} ${version}`
    const decisions = decided.get(about) ?? decisionsOn(db, log, Number(version))
    decided.set(about, decisions)
    const to = `${about} ${to_stage}`
    const approvals = known.get(to) ?? approvedBy(db, log, request, decisions, verified)
    known.set(to, approvals)
    yield { ...activityOf(log, request), name, version, ...approvals }
  }
}

function approvedBy(
  db: Db,
  log: number,
  { version, to_stage }: Request,
  decisions: readonly VoteEvent[],
  verified: boolean,
) {
  if (decisions.length === 0) return {}
  // Once the alias has moved, earlier ones do not count.
  const since = isAliasTarget(to_stage) ? (lastMoveOfAlias(db, log, to_stage.slice(1)) ?? 0) : 0
  const counting = decisions.filter(({ number }) => number > since)
  const { approvals } = votesFor(counting, version, to_stage, { verified })
  return approvals.length > 0 ? { approved_by: [...new Set(approvals.map(({ user }) => user))] } : {}
}

function close(
  db: Db,
  name: string,
  { number: request, version, from_stage, to_stage }: Request,
  kind: 'approved' | 'rejected' | 'cancelled',
  user: string,
  comment: string | undefined,
  more: Partial<Vote> & Pick<Decision, 'changes_opened'> = {},
): ReviewEvent {
  return record(db, name, user, { kind, version, from_stage, to_stage, request, comment, ...more })
}

/** The oldest open request for that stage or alias. Throws RESOURCE_CONFLICT, naming who decided, where there was one before. */
function requireOpen(db: Db, id: VersionId & { stage: string }): Request {
  const to_stage = destinationOf(id.stage)
  const [request] = openFor(db, id, to_stage, { most: 1 })
  if (request) return request
  const last = lastAbout(db, findLog(db, id.name), Number(id.version), to_stage)
  if (!last) throw missing(`Nobody has asked to move version ${id.version} of ${id.name} to ${to_stage}.`)
  throw conflict(
    `The request to move version ${id.version} to ${to_stage} is closed: ${wordOf(last)} by ${last.user} at ${new Date(last.time).toISOString()}.`,
  )
}

const wordOf = ({ kind }: ReviewEvent) => (kind === 'cancelled' ? 'withdrawn' : kind === 'alias-moved' ? 'moved' : kind)

/** The open requests for that stage or alias, oldest first: those of one person, or the first `most`, as each may have a long comment. */
function openFor(
  db: Db,
  id: VersionId,
  to_stage: Destination,
  { of, most = -1 }: { of?: string; most?: number },
): Request[] {
  requireVersion(db, id)
  return db
    .all<EventRow>(
      `${OPEN_OF_ONE} AND o.to_stage = ? AND (?4 IS NULL OR e.user = ?4) ORDER BY o.number LIMIT +?`,
      findLog(db, id.name) ?? null,
      Number(id.version),
      to_stage,
      of ?? null,
      most,
    )
    .map((row) => eventOf(row) as Request) // open_requests lists no other events
}

const NUMBERS_OF_ONE = 'SELECT number FROM open_requests WHERE log = ? AND version = ? ORDER BY number'
// INDEXED BY: to take the first few, SQLite looks through those of other versions.
const OPEN_OF_ONE = `SELECT e.number, e.time, e.user, e.data FROM main.open_requests AS o INDEXED BY open_requests_by_version
  CROSS JOIN ${ASKED} WHERE o.log = ? AND o.version = ?`
