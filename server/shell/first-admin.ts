import { ApiError } from '#contract/errors.ts'
import type { Config } from '../config/config.ts'
import { ConfigError, readSecret } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import { createAccount } from '../embedded/store/accounts/accounts.ts'
import { hasAdmin } from '../embedded/store/accounts/admins.ts'
import { createLink, FIRST_ADMIN_MS } from '../embedded/store/accounts/links.ts'
import { hashPassword, passwordProblem } from '../embedded/store/accounts/passwords.ts'

/**
 * Where there is no admin: creates an admin with the password in `--admin-password-file`, or returns the secret of a one-time link
 * that creates one. Throws ConfigError for a file that can't be read or a password that is too weak.
 */
export async function firstAdmin(
  db: Db,
  { adminName: name, adminPasswordFile: file }: Pick<Config, 'adminName' | 'adminPasswordFile'>,
): Promise<string | undefined> {
  if (hasAdmin(db, false)) return undefined
  if (file === '') return db.write(() => createLink(db, undefined, FIRST_ADMIN_MS))
  const password = readSecret(file, '--admin-password-file')
  const problem = await passwordProblem(password, name)
  if (problem) throw new ConfigError(`--admin-password-file: ${problem}`)
  const hash = await hashPassword(password)
  try {
    await db.write(() => createAccount(db, { name, role: 'admin', password: hash }, 'admin-password-file'))
  } catch (error) {
    if (error instanceof ApiError) throw new ConfigError(`--admin-name: ${error.message}`)
    throw error
  }
  return undefined
}
