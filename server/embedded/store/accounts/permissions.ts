import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { type Account, findAccount, listAccounts } from './accounts.ts'
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

type Own = { on: string; level: Level }

/** So many are read at a time. */
const PART = 500

/** The levels that were given to an account itself on experiments or models that `seen` shows, part by part. */
function* ownLevels(seen: Db, kind: Thing['kind'], account: number): Generator<Own[], void> {
  const [things, key] =
    kind === 'model' ? (['registered_models', 'name'] as const) : (['experiments', 'experiment_id'] as const)
  // In the order of the index by holder, so that each part begins where the last one ended.
  const from = `SELECT l.${key} AS "on", l.level FROM ${tableOf({ kind })} AS l CROSS JOIN ${things} AS t ON t.${key} = l.${key}
    WHERE l.holder = 'account' AND l.holder_id = ?`
  const order = `ORDER BY l.level, l.${key} LIMIT ${PART}`
  let part = seen.all<{ on: string | number; level: Level }>(`${from} ${order}`, account)
  while (part.length > 0) {
    const last = part.at(-1)! // it is not empty
    yield part.map(({ on, level }) => ({ on: String(on), level }))
    part =
      part.length < PART
        ? []
        : seen.all(`${from} AND (l.level, l.${key}) > (?, ?) ${order}`, account, last.level, last.on)
  }
}

/** A list part by part; `[]` if it is empty, because empty parts would be left out of the answer. */
export function listed<T>(parts: () => Generator<T[], void>): Iterable<T[]> | [] {
  return parts().next().done ? [] : parts()
}

function* mapped<T, U>(parts: Iterable<T[]>, of: (item: T) => U): Generator<U[], void> {
  for (const part of parts) yield part.map(of)
}

/** A whole list. */
const flat = <T>(parts: () => Generator<T[], void>): T[] => [...parts()].flat()

/** How an answer has its lists. */
type List = <T>(parts: () => Generator<T[], void>) => Iterable<T | T[]>

/** An account as lists have it. */
export const briefly = ({ id, name, role }: Account) => ({ id, username: name, is_admin: role === 'admin' })

/** All accounts. */
export const listUsers = (db: Db) => ({
  users: listAccounts(db).map((account) => ({ ...briefly(account), roles: [] })),
})

const experimentsGiven = (seen: Db, { id }: Account) =>
  mapped(ownLevels(seen, 'experiment', id), ({ on, level }) => ({
    experiment_id: on,
    user_id: id,
    permission: givenPermission(level, 'mlflow-2'),
  }))

const modelsGiven = (seen: Db, { id }: Account) =>
  mapped(ownLevels(seen, 'model', id), ({ on, level }) => ({
    name: on,
    user_id: id,
    permission: givenPermission(level, 'mlflow-2'),
  }))

/** An account with the permissions that were given to it, of which the caller sees those on what they may read. */
export const userOf = (seen: Db, account: Account, list: List = flat) => ({
  ...briefly(account),
  experiment_permissions: list(() => experimentsGiven(seen, account)),
  registered_model_permissions: list(() => modelsGiven(seen, account)),
})

function* allGiven(seen: Db, { id }: Account) {
  for (const kind of ['experiment', 'model'] as const)
    yield* mapped(ownLevels(seen, kind, id), ({ on, level }) => ({
      role_id: id,
      role_name: `__user_${id}__`, // MLflow's name for what is given to one user
      workspace: 'default',
      resource_type: kind === 'model' ? 'registered_model' : 'experiment',
      resource_pattern: on,
      permission: givenPermission(level, 'mlflow-3'),
    }))
}

/** The permissions that were given to an account, on what the caller may read. */
export const permissionsOf = (seen: Db, account: Account, list: List = flat) => ({
  is_admin: account.role === 'admin',
  permissions: list(() => allGiven(seen, account)),
})

/** The account with a name. Throws RESOURCE_DOES_NOT_EXIST in MLflow's words. */
export function requireUser(db: Db, username: string): Account {
  const account = findAccount(db, username)
  if (!account) throw missing(`User with username=${username} not found`)
  return account
}
