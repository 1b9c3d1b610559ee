import { invalid } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { requireModel } from '../registry/model-rows.ts'
import { forgetNotedVersions } from '../registry/noted-versions.ts'
import { type Account, requireAccount } from './accounts.ts'
import { audit } from './audit.ts'
import { requireGroup } from './groups.ts'
import { type Level, type Thing, levels, wordOf } from './level-words.ts'

/** Who can hold a level. */
export type Holder = { holder: 'everybody' } | { holder: 'account'; name: string } | { holder: 'group'; name: string }

type Person = Pick<Account, 'id' | 'role'>

export const tableOf = ({ kind }: Pick<Thing, 'kind'>) => (kind === 'model' ? 'model_levels' : 'experiment_levels')
export const keyOf = ({ kind }: Thing) => (kind === 'model' ? 'name' : 'experiment_id')
export const idOf = (thing: Thing) => (thing.kind === 'model' ? thing.name : thing.id)

/** Whether a row is one's own or one of a group of one's; ?2 is the account. */
export const HELD = `(holder = 'account' AND holder_id = ?2) OR
  (holder = 'group' AND holder_id IN (SELECT group_id FROM group_members WHERE account_id = ?2))`

/**
 * The level that a person has on a thing that exists: the highest of their own, their groups', and everybody's; none, if their
 * own is none. Nobody has set one for everybody: all read it, and contributors log into an experiment. A reader gets no more
 * than reading out of that.
 */
export function levelOn(db: Db, { id, role }: Person, thing: Thing): Level {
  if (role === 'admin') return levels.manage
  const { own, everybody, closed } = db.get<{ own: Level | null; everybody: Level | null; closed: number | null }>(
    `SELECT max(level) FILTER (WHERE ${HELD}) AS own, max(level) FILTER (WHERE holder = 'everybody') AS everybody,
       max(level = 0) FILTER (WHERE holder = 'account' AND holder_id = ?2) AS closed
     FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ?1`,
    idOf(thing),
    id,
  )! // an aggregate without groups returns one row
  if (closed === 1) return levels.none
  const open = everybody ?? (thing.kind === 'experiment' ? levels.edit : levels.read)
  const most = role === 'reader' ? levels.read : levels.manage
  return Math.max(own ?? levels.none, Math.min(open, most)) as Level
}

/** The level that is set for everybody; undefined if none is. */
export const levelForEverybody = (db: Db, thing: Thing): Level | undefined =>
  db.get<{ level: Level }>(
    `SELECT level FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ? AND holder = 'everybody'`,
    idOf(thing),
  )?.level

/** Whether a person has this level or more on some model, by a level of their own, of a group's or, for no reader, of everybody's. */
export const hasOnSome = (db: Db, { id, role }: Person, level: Level): boolean =>
  role === 'admin' ||
  db.get(
    `SELECT 1 FROM model_levels WHERE level >= ?1 AND (${HELD} OR (?3 AND holder = 'everybody')) LIMIT 1`,
    level,
    id,
    role === 'reader' ? 0 : 1,
  ) !== undefined

/** Whether nobody has a level on a model but who made it, so that contributors may move its versions. */
export function isUnadministered(db: Db, name: string): boolean {
  return !db.get('SELECT 1 FROM model_levels WHERE name = ? AND creator = 0', name)
}

/** Gives whoever made a thing the highest level on it. Only inside `write`. */
export function giveCreator(db: Db, account: number, thing: Thing): void {
  db.run(
    `INSERT INTO ${tableOf(thing)} (${keyOf(thing)}, holder, holder_id, level, creator) VALUES (?, 'account', ?, ?, 1)`,
    idOf(thing),
    account,
    levels.manage,
  )
}

/**
 * Sets a level, or takes it away if it is undefined. Whoever made the thing stays that if they get the highest level again, as from a
 * client
 * that writes back what it read. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE for none for a group.
 */
export function setLevel(db: Db, thing: Thing, to: Holder, level: Level | undefined, by: string): void {
  if (thing.kind === 'model') requireModel(db, thing.name)
  if (to.holder === 'group' && level === levels.none)
    throw invalid(
      'A group cannot be closed out: the highest level of its members counts. Close to everybody, or to an account.',
    )
  const holderId = holderIdOf(db, to)
  const isCreator =
    level === levels.manage &&
    db.get(
      `SELECT 1 FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ? AND holder = ? AND holder_id = ? AND creator = 1`,
      idOf(thing),
      to.holder,
      holderId,
    ) !== undefined
  db.run(
    `DELETE FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ? AND holder = ? AND holder_id = ?`,
    idOf(thing),
    to.holder,
    holderId,
  )
  if (level !== undefined)
    db.run(
      `INSERT INTO ${tableOf(thing)} (${keyOf(thing)}, holder, holder_id, level, creator) VALUES (?, ?, ?, ?, ?)`,
      idOf(thing),
      to.holder,
      holderId,
      level,
      Number(isCreator),
    )
  if (thing.kind === 'model' && to.holder === 'everybody' && level === levels.none) forgetNotedVersions(db, thing.name)
  audit(db, by, 'level-changed', {
    [thing.kind]: idOf(thing),
    ...(to.holder === 'everybody' ? { to: to.holder } : { [to.holder]: to.name }),
    level: level === undefined ? 'default' : wordOf(thing, level),
  })
}

function holderIdOf(db: Db, to: Holder): number {
  if (to.holder === 'everybody') return 0
  if (to.holder === 'account') return requireAccount(db, to.name).id
  return requireGroup(db, to.name)
}
