import type { Db } from '../embedded/db.ts'
import * as groups from '../embedded/store/accounts/groups.ts'

/** `modelshelf group VERB GROUP`, with an account after it. Returns what to print, undefined for an unknown verb. */
export async function changeGroups(
  db: Db,
  [verb, group = '', account = '']: readonly string[],
  by: string,
): Promise<string | undefined> {
  switch (verb) {
    case 'list':
      return groups
        .listGroups(db)
        .map(({ name, members }) => [name, ...members].join('\t'))
        .join('\n')
    case 'add':
      await db.write(() => groups.createGroup(db, group, by))
      return `Group '${group}' created.`
    case 'delete':
      await db.write(() => groups.deleteGroup(db, group, by))
      return `Group '${group}' deleted, with its levels.`
    case 'join':
      await db.write(() => groups.joinGroup(db, group, account, by))
      return `'${account}' is now in the group '${group}'.`
    case 'leave':
      await db.write(() => groups.leaveGroup(db, group, account, by))
      return `'${account}' is no longer in the group '${group}'.`
    default:
      return undefined
  }
}
