import { calls } from '#contract/calls.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError, missing } from '#contract/errors.ts'
import type { SignedIn, Who } from '../context.ts'
import type { Db } from '../db.ts'
import { type Level, levels, type Thing, wordOf } from '../store/accounts/level-words.ts'
import { giveCreator, levelOn } from '../store/accounts/levels.ts'
import { adminsToAsk, giversOf } from '../store/accounts/access.ts'
import { findEvent } from '../store/reviews/log.ts'
import { type Held, hasLevel } from '../store/reviews/policy/approvers.ts'
import type { Named, Need } from './need.ts'
import { type Asking, type Part, rights } from './rights.ts'

/** What becomes of a request: it may go on, or it names something that is, for its caller, not there. */
export type Verdict = 'permitted' | 'hidden'

/** Endpoint and right match by name, which types can't express for a name known only at run time. */
type AnyAdmin = (input: unknown, db: Db) => boolean
type AnyNeeds = (input: unknown, request: Asking) => Need[]

/**
 * Decides about a checked request, in the transaction of the write itself. Throws PERMISSION_DENIED if its caller may read
 * what it names, and not do this with it.
 */
export function permit(name: EndpointName, input: unknown, db: Db, who: SignedIn): Verdict {
  const right = rights[name]
  if (right.does === 'read') {
    if (calls[name].kind === 'read') return 'permitted'
    throw new Error(`${name} writes, and its right only reads`)
  }
  checkScope(who, right.does === 'create' ? (right.what === 'model' ? 'registry' : 'tracking') : right.part)
  if (right.does === 'create') {
    if (who.role === 'reader') throw lacksRole(db, 'contributor')
    // Somebody else's files could be below such a place, or come to be there.
    const place = (input as { artifact_location?: string }).artifact_location ?? ''
    if (/^mlflow-artifacts:/i.test(place) && who.role !== 'admin')
      throw lacksRole(db, 'admin', ', because artifact_location chooses a folder of this server')
    return 'permitted'
  }
  const needs = (right.needs as AnyNeeds)(input, { db, name: who.name, role: who.role })
  const on = needs.flatMap(({ on: named, ...need }) => {
    const thing = thingOf(db, named)
    return thing ? { ...need, thing, has: levelOn(db, who, thing) } : []
  })
  if (on.length < needs.length || on.some(({ has }) => has < levels.read)) return 'hidden'
  if (right.contributor && who.role === 'reader') throw lacksRole(db, 'contributor')
  if (isForAdmins(right.admin, input, db) && who.role !== 'admin') throw lacksRole(db, 'admin')
  if (right.person && who.service) throw denied('a person: service accounts do not decide')
  for (const { level, moves, ...held } of on) requireLevel(db, who, held, level, moves)
  return 'permitted'
}

const isForAdmins = (admin: unknown, input: unknown, db: Db): boolean =>
  typeof admin === 'function' ? (admin as AnyAdmin)(input, db) : admin === true

/** Throws PERMISSION_DENIED for a token that may not write this part. */
export function checkScope(who: SignedIn, part: Part): void {
  if (writes(who, part)) return
  throw denied(`a token of scope ${part === 'tracking' ? 'log or all' : 'all'}, and this one has scope ${who.scope}`)
}

/** Whether the caller's token may write this part. */
export const writes = ({ scope }: SignedIn, part: Part): boolean =>
  scope === 'all' || (scope === 'log' && part === 'tracking') || (scope === 'import' && part !== 'server')

/** Throws PERMISSION_DENIED unless this is an admin, or nobody signs in here. */
export function checkAdmin(db: Db, who: Who): void {
  requireAdmin(db, who)
  if (who.kind === 'account') checkScope(who, 'server')
}

/** The same for reading: a token of any scope will do. */
export function requireAdmin(db: Db, who: Who): void {
  if (who.kind === 'account' && who.role !== 'admin') throw lacksRole(db, 'admin')
}

/** After a write that made something: who made it manages it. */
export function afterwards(name: EndpointName, input: unknown, answer: unknown, db: Db, who: SignedIn): void {
  const right = rights[name]
  if (right.does !== 'create') return
  // Both are checked by the contract's types where they are declared.
  if (right.what === 'model') giveCreator(db, who.id, { kind: 'model', name: (input as { name: string }).name })
  else giveCreator(db, who.id, { kind: 'experiment', id: Number((answer as { experiment_id: string }).experiment_id) })
}

/** Throws PERMISSION_DENIED, naming the level, unless the caller has it. */
function requireLevel(db: Db, who: SignedIn, held: Held, level: Level, moves = false): void {
  if (hasLevel(db, who, held, level, moves)) return
  throw lacksLevel(db, held.thing, level)
}

/** 403 PERMISSION_DENIED, naming a level and who can give it. */
export function lacksLevel(db: Db, thing: Thing, level: Level): ApiError {
  const what = thing.kind === 'model' ? `the model '${thing.name}'` : `the experiment ${thing.id}`
  return denied(`${wordOf(thing, level)} on ${what}, which ${anyOf(giversOf(db, thing))} can give`)
}

/** The same for a role. */
const lacksRole = (db: Db, role: 'contributor' | 'admin', because = '') =>
  denied(`the role ${role}, which ${anyOf(adminsToAsk(db))} can give${because}`)

/** Where nobody can be asked, as when the only admins are service accounts, at least what they are. */
const anyOf = (names: readonly string[]) =>
  names.length === 0 ? 'an admin' : names.join(', ').replace(/, ([^,]*)$/, ' or $1')

/** 403 PERMISSION_DENIED, naming what is needed. */
export const denied = (needed: string) => new ApiError('PERMISSION_DENIED', `This needs ${needed}.`)

/** What has the levels of a thing that a request names, or undefined if there is no such thing. */
export function thingOf(db: Db, named: Named): Thing | undefined {
  const { kind, id = '' } = named
  if (kind === 'model')
    return db.get('SELECT 1 FROM registered_models WHERE name = ?', id) ? { kind: 'model', name: id } : undefined
  if (kind === 'activity') {
    const found = findEvent(db, id)
    return found && { kind: 'model', name: found.name }
  }
  const row = db.get<{ id: number }>(experimentOf[kind], kind === 'experiment' ? numberOf(id) : id)
  return row && { kind: 'experiment', id: row.id }
}

const experimentOf = {
  experiment: 'SELECT experiment_id AS id FROM experiments WHERE experiment_id = ?',
  run: 'SELECT experiment_id AS id FROM runs WHERE run_id = ?',
  'logged-model': 'SELECT experiment_id AS id FROM logged_models WHERE model_id = ?',
}

const numberOf = (id: string) => (/^-?\d{1,15}$/.test(id) ? Number(id) : -1)

/**
 * Answers a write about something hidden: runs it on the caller's view of the database, where that is missing and nothing can
 * be written, so that the answer is the same as for a name that does not exist.
 */
export async function asMissing(route: () => unknown): Promise<never> {
  try {
    await route()
  } catch (error) {
    if (error instanceof ApiError) throw error
    // Otherwise it tried to write.
  }
  throw missing('Nothing with this name or id was found.')
}
