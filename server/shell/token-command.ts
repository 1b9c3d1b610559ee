import type { Scope } from '#contract/accounts/account-calls.ts'
import { ConfigError } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import { createToken, listTokens, revokeToken } from '../embedded/store/accounts/tokens.ts'

/** `modelshelf token VERB ACCOUNT`, with an id after it. Returns what to print, undefined for an unknown verb. `days`: until it expires. */
export async function changeTokens(
  db: Db,
  [verb, account = '', id = '']: readonly string[],
  flags: { name?: string; scope: string; days: string },
  by: string,
): Promise<string | undefined> {
  switch (verb) {
    case 'add': {
      if (!flags.name) throw new ConfigError('Name the token after what uses it: --name NAME.')
      const token = { name: flags.name, scope: scopeOf(flags.scope), days: Number(flags.days) }
      return db.write(() => createToken(db, account, token, by))
    }
    case 'list':
      return listTokens(db, account)
        .map((it) => `${it.id}\t${it.name}\t${it.scope}\t${stateOf(it)}`)
        .join('\n')
    case 'revoke':
      if (!/^\d{1,15}$/.test(id))
        throw new ConfigError(`Give the id of the token, which 'token list ${account}' shows.`)
      await db.write(() => revokeToken(db, account, Number(id), by))
      return `Token ${id} of '${account}' revoked.`
    default:
      return undefined
  }
}

function scopeOf(word: string): Scope {
  if (word === 'read' || word === 'log' || word === 'all' || word === 'import') return word
  throw new ConfigError(`--scope must be read, log, all or import, not '${word}'.`)
}

const stateOf = ({ revoked, expires }: { revoked: number | null; expires: number }) =>
  revoked !== null
    ? 'revoked'
    : `${expires > Date.now() ? 'expires' : 'expired'} ${new Date(expires).toISOString().slice(0, 10)}`
