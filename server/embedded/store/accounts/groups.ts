import type { Group } from '#contract/accounts/account-calls.ts'
import { ApiError, invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { type Account, requireAccount } from './accounts.ts'
import { audit } from './audit.ts'
import { endLevels } from './end-levels.ts'

const MAX_NAME = 200

/** What the workspace registry calls everybody: no group may pass for that, nor everybody for a group. */
export const EVERYBODY = 'users'

/** All groups by name, with their members. */
export function listGroups(db: Db): Group[] {
  const members = Map.groupBy(
    db.all<{ group_id: number; name: string }>(
      'SELECT m.group_id, a.name FROM group_members AS m JOIN accounts AS a ON a.id = m.account_id ORDER BY a.folded',
    ),
    ({ group_id }) => group_id,
  )
  return db
    .all<{ id: number; name: string }>('SELECT id, name FROM groups ORDER BY name')
    .map(({ id, name }) => ({ name, members: (members.get(id) ?? []).map((member) => member.name) }))
}

/** Whether a group, made before that was refused, has the name that means everybody. */
export const isEverybodyTaken = (db: Db): boolean =>
  db.get('SELECT 1 FROM groups WHERE name = ?', EVERYBODY) !== undefined

/** Creates a group without members. Only inside `write`. Throws RESOURCE_ALREADY_EXISTS, and INVALID_PARAMETER_VALUE for the name. */
export function createGroup(db: Db, name: string, by: string): void {
  if (name === '' || name !== name.trim() || name.length > MAX_NAME || /\p{Cc}/u.test(name) || !name.isWellFormed())
    throw invalid(`A group's name has 1 to ${MAX_NAME} characters, no control characters, and no space at its ends.`)
  if (name.toLowerCase() === EVERYBODY)
    throw invalid(`'${name}' means everybody in the workspace registry's calls. Give the group another name.`)
  if (db.get('SELECT 1 FROM groups WHERE name = ?', name))
    throw new ApiError('RESOURCE_ALREADY_EXISTS', `There is a group named '${name}' already.`)
  db.run('INSERT INTO groups (name) VALUES (?)', name)
  audit(db, by, 'group-created', { group: name })
}

/** Ends a group with its levels. Its members stay. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function deleteGroup(db: Db, name: string, by: string): void {
  const id = requireGroup(db, name)
  const ended = endLevels(db, 'group', id)
  db.run('DELETE FROM group_members WHERE group_id = ?', id)
  db.run('DELETE FROM groups WHERE id = ?', id)
  audit(db, by, 'group-deleted', { group: name, ...ended })
}

/**
 * Adds an account to a group, if it is not in it. It stays in one that the provider put it into, whatever the provider says later. Only
 * inside `write`. Throws RESOURCE_DOES_NOT_EXIST.
 */
export function joinGroup(db: Db, group: string, account: string, by: string): void {
  const id = requireGroup(db, group)
  const { id: member, name } = requireAccount(db, account)
  const added = db.run(
    `INSERT INTO group_members (group_id, account_id) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET from_provider = 0 WHERE from_provider = 1`,
    id,
    member,
  )
  if (added > 0) audit(db, by, 'group-joined', { group, account: name })
}

/** Takes an account out of a group, if it is in it. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function leaveGroup(db: Db, group: string, account: string, by: string): void {
  const id = requireGroup(db, group)
  const { id: member, name } = requireAccount(db, account)
  if (db.run('DELETE FROM group_members WHERE group_id = ? AND account_id = ?', id, member) > 0)
    audit(db, by, 'group-left', { group, account: name })
}

/**
 * Puts an account into those of the provider's groups that exist here, and takes it out of the others that the provider put it into.
 * Only inside `write`.
 */
export function followGroups(
  db: Db,
  account: Pick<Account, 'id' | 'name'>,
  names: readonly string[],
  by: string,
): void {
  const wanted = JSON.stringify(names)
  const left = db.all<{ name: string }>(
    `DELETE FROM group_members WHERE account_id = ? AND from_provider = 1
       AND group_id NOT IN (SELECT id FROM groups WHERE name IN (SELECT value FROM json_each(?)))
     RETURNING (SELECT name FROM groups WHERE id = group_id) AS name`,
    account.id,
    wanted,
  )
  const joined = db.all<{ name: string }>(
    `INSERT OR IGNORE INTO group_members (group_id, account_id, from_provider)
     SELECT id, ?, 1 FROM groups WHERE name IN (SELECT value FROM json_each(?))
     RETURNING (SELECT name FROM groups WHERE id = group_id) AS name`,
    account.id,
    wanted,
  )
  for (const { name } of left) audit(db, by, 'group-left', { group: name, account: account.name })
  for (const { name } of joined) audit(db, by, 'group-joined', { group: name, account: account.name })
}

/** The id of the group with this name, if there is one. */
export const findGroup = (db: Db, name: string): number | undefined =>
  db.get<{ id: number }>('SELECT id FROM groups WHERE name = ?', name)?.id

/** The id of a group. Throws RESOURCE_DOES_NOT_EXIST. */
export function requireGroup(db: Db, name: string): number {
  const id = findGroup(db, name)
  if (id === undefined) throw missing(`There is no group named '${name}'.`)
  return id
}
