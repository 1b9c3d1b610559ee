import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { type Account, findAccount } from './accounts.ts'
import { type Level, levels, type Thing } from './level-words.ts'
import { idOf, keyOf, tableOf } from './levels.ts'

// MLflow's words for levels and accounts (docs/accounts.md §4).

/** Whether the words are those of MLflow 3, where DENY is what NO_PERMISSIONS was. */
export type Words = 'mlflow-2' | 'mlflow-3'

const known = new Map<string, Level>([
  ['READ', levels.read],
  ['EDIT', levels.edit],
  ['MANAGE', levels.manage],
  ['NO_PERMISSIONS', levels.none],
])

/** The level of a permission. Throws INVALID_PARAMETER_VALUE, and RESOURCE_DOES_NOT_EXIST for USE, which we do not have. */
export function levelOfPermission(permission: string, words: Words): Level {
  if (words === 'mlflow-3' && permission === 'USE')
    throw missing('This server has no permission USE: READ allows as much.')
  const level = words === 'mlflow-3' && permission === 'DENY' ? levels.none : known.get(permission)
  if (level !== undefined) return level
  const valid = [...known.keys(), ...(words === 'mlflow-3' ? ['DENY'] : [])].map((word) => `'${word}'`)
  throw invalid(`Invalid permission '${permission}'. Valid permissions are: (${valid.join(', ')})`)
}

/** The permission of a level. MLflow has nothing between EDIT and MANAGE. */
export function permissionOf(level: Level): string {
  if (level === levels.none) return 'NO_PERMISSIONS'
  if (level === levels.read) return 'READ'
  return level === levels.manage ? 'MANAGE' : 'EDIT'
}

/** The permission of a level that was given to an account. */
export const givenPermission = (level: Level, words: Words): string =>
  level === levels.none && words === 'mlflow-3' ? 'DENY' : permissionOf(level)

/** The level on a thing that was given to an account itself, if one was. */
export const ownLevel = (db: Db, thing: Thing, account: number): Level | undefined =>
  db.get<{ level: Level }>(
    `SELECT level FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ? AND holder = 'account' AND holder_id = ?`,
    idOf(thing),
    account,
  )?.level

/** The levels that were given to an account itself, on what `seen` shows. */
export function ownLevels(seen: Db, account: number): { thing: Thing; level: Level }[] {
  const experiments = seen.all<{ id: number; level: Level }>(
    `SELECT l.experiment_id AS id, l.level FROM experiment_levels AS l JOIN experiments AS e USING (experiment_id)
     WHERE l.holder = 'account' AND l.holder_id = ? ORDER BY l.experiment_id`,
    account,
  )
  const models = seen.all<{ name: string; level: Level }>(
    `SELECT l.name, l.level FROM model_levels AS l JOIN registered_models AS m USING (name)
     WHERE l.holder = 'account' AND l.holder_id = ? ORDER BY l.name`,
    account,
  )
  return [
    ...experiments.map(({ id, level }) => ({ thing: { kind: 'experiment' as const, id }, level })),
    ...models.map(({ name, level }) => ({ thing: { kind: 'model' as const, name }, level })),
  ]
}

/** The account with a name. Throws RESOURCE_DOES_NOT_EXIST in MLflow's words. */
export function requireUser(db: Db, username: string): Account {
  const account = findAccount(db, username)
  if (!account) throw missing(`User with username=${username} not found`)
  return account
}
