import type { Role } from '#contract/server-info.ts'
import { ConfigError } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import * as accounts from '../embedded/store/accounts/accounts.ts'
import { hashPassword, passwordProblem } from '../embedded/store/accounts/passwords.ts'
import type { ReadPassword } from './typed-password.ts'

/** `modelshelf user VERB NAME`, with a role after it or in the flags. Returns what to print, undefined for an unknown verb. */
export async function changeUsers(
  db: Db,
  [verb, name = '', role = '']: readonly string[],
  flags: { role: string; service: boolean },
  by: string,
  readPassword: ReadPassword,
): Promise<string | undefined> {
  switch (verb) {
    case 'add': {
      const role = roleOf(flags.role)
      const kind = flags.service ? 'service' : 'person'
      const password = flags.service ? null : await newPassword(name, readPassword)
      await db.write(() => accounts.createAccount(db, { name, role, kind, password }, by))
      return `Account '${name}' created with the role ${role}.`
    }
    case 'list':
      return accounts
        .listPeople(db)
        .map(
          (it) =>
            `${it.name}\t${it.role}${it.kind === 'service' ? '\tservice account' : ''}${it.is_deactivated ? '\tdeactivated' : ''}`,
        )
        .join('\n')
    case 'role':
      await db.write(() => accounts.setRole(db, name, roleOf(role), by))
      return `Account '${name}' now has the role ${role}.`
    case 'password': {
      accounts.checkTakesPassword(db, accounts.requireAccount(db, name))
      const password = await newPassword(name, readPassword)
      await db.write(() => accounts.setPassword(db, name, password, by))
      return `Password of '${name}' changed. All sessions have ended.`
    }
    case 'deactivate':
      await db.write(() => accounts.deactivateAccount(db, name, by))
      return `Account '${name}' deactivated. Its sessions, tokens and password have ended.`
    case 'activate':
      await db.write(() => accounts.activateAccount(db, name, by))
      return `Account '${name}' activated. It has no ${accounts.takesPassword(db, accounts.requireAccount(db, name)) ? 'password and no tokens' : 'tokens'} yet.`
    case 'delete':
      await db.write(() => accounts.deleteAccount(db, name, by))
      return `Account '${name}' deleted, with its sessions and tokens.`
    default:
      return undefined
  }
}

function roleOf(word: string): Role {
  if (word === 'reader' || word === 'contributor' || word === 'admin') return word
  throw new ConfigError(`The role must be reader, contributor or admin, not '${word}'.`)
}

async function newPassword(name: string, readPassword: ReadPassword): Promise<string> {
  const password = await readPassword(`Password for ${name}: `)
  const problem = await passwordProblem(password, name)
  if (problem) throw new ConfigError(problem)
  return hashPassword(password)
}
