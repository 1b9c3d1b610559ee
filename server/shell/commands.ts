import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Scope } from '#contract/accounts/account-calls.ts'
import { ApiError } from '#contract/errors.ts'
import type { Role } from '#contract/server-info.ts'
import { ConfigError } from '../config/config-values.ts'
import { type Db, openDb } from '../embedded/db.ts'
import * as accounts from '../embedded/store/accounts/accounts.ts'
import { experimentLevels, type Holder, type Level, modelLevels, setLevel } from '../embedded/store/accounts/levels.ts'
import * as groups from '../embedded/store/accounts/groups.ts'
import { auditLine, listAudit } from '../embedded/store/accounts/audit.ts'
import { hashPassword, passwordProblem } from '../embedded/store/accounts/passwords.ts'
import { createToken, listTokens, revokeToken } from '../embedded/store/accounts/tokens.ts'
import { getExperimentByName } from '../embedded/store/experiments/experiment-rows.ts'
import { backUp } from '../backup/backup.ts'
import { setPolicy, showPolicy } from './policy-command.ts'
import { readOptions } from './read-options.ts'
import { bookName } from '../upstream/reviews/book-name.ts'
import { changeWebhooks } from './webhook-command.ts'

export const commandHelp = `modelshelf user add NAME [--role reader|contributor|admin] [--service]
modelshelf user list | role NAME ROLE | password NAME | deactivate NAME | activate NAME | delete NAME
modelshelf group list | add GROUP | delete GROUP | join GROUP ACCOUNT | leave GROUP ACCOUNT
modelshelf token add ACCOUNT --name NAME [--scope read|log|all|import] [--days N]
modelshelf token list ACCOUNT | revoke ACCOUNT ID
modelshelf access model|experiment NAME --everybody|--account NAME|--group NAME LEVEL|default
modelshelf audit [--limit N]     the newest entries of the audit log, a JSON object a line
modelshelf backup DIR            a copy of the data folder, also of a running server; a server can be started with it
modelshelf policy show [MODEL] | set [MODEL] --file FILE     the rules of a model or, without one, the default, as JSON; in front of
                                 an MLflow server with MLFLOW_TRACKING_URI set as for the server, and --workspace NAME for
                                 another one than its default
modelshelf webhook list | add URL --events EVENT,… [--model MODEL] [--secret-file FILE] | delete ID     likewise

Accounts of the embedded backend (docs/accounts.md), with --data DIR as for the server, which may be running. A password is read
from the terminal, or from the first line of the input. LEVEL is ${[...modelLevels.keys()].join(', ')} for a model,
${[...experimentLevels.keys()].join(', ')} for an experiment, or none, which closes it to everybody; default takes a level away.
`

const options = {
  data: { type: 'string' },
  role: { type: 'string', default: 'contributor' },
  service: { type: 'boolean', default: false },
  name: { type: 'string' },
  scope: { type: 'string', default: 'all' },
  days: { type: 'string', default: '90' },
  account: { type: 'string' },
  group: { type: 'string' },
  everybody: { type: 'boolean', default: false },
  limit: { type: 'string', default: '1000' },
  file: { type: 'string' },
  events: { type: 'string' },
  model: { type: 'string' },
  workspace: { type: 'string' },
  'secret-file': { type: 'string' },
} as const

type Flags = ReturnType<typeof readOptions<typeof options>>['values']
/** Reads a password. `ask`: what to print first, where somebody sits at a terminal. */
export type ReadPassword = (ask: string) => Promise<string>

/** Whether these arguments are one of the commands above, instead of the server's flags. */
export const isCommand = ([word = '']: readonly string[]): boolean =>
  ['user', 'group', 'token', 'access', 'audit', 'backup', 'policy', 'webhook'].includes(word)

/** Who the audit log says it was. */
const BY = 'shell'

/** Runs a command and returns what to print. Throws ConfigError with the one line to print. `data`: the folder without --data. */
export async function runCommand(argv: readonly string[], data: string, readPassword = typedPassword): Promise<string> {
  const { values, positionals } = readOptions(argv, options, commandHelp)
  const folder = resolve(values.data ?? data)
  if (positionals[0] === 'backup') return backUp(folder, positionals[1] ?? '')
  const isInFront = /^(policy|webhook)$/.test(positionals[0] ?? '') && Boolean(process.env.MLFLOW_TRACKING_URI)
  const { workspace } = values
  if (workspace !== undefined && !isInFront)
    throw new ConfigError(
      '--workspace is for policies and webhooks in front of an MLflow server: set MLFLOW_TRACKING_URI too.',
    )
  const file = join(folder, isInFront ? bookName(workspace ?? '') : 'modelshelf.db')
  if (workspace !== undefined && !existsSync(file))
    throw new ConfigError(
      `Nothing is kept of the workspace '${workspace}' in ${folder}. Open one of its models in Modelshelf first.`,
    )
  if (!existsSync(file)) throw new ConfigError(`There is no data in ${folder}. Start the server once, or use --data.`)
  const db = openDb(file)
  try {
    return await run(db, positionals, values, readPassword)
  } catch (error) {
    if (error instanceof ApiError) throw new ConfigError(error.message)
    throw error
  } finally {
    db.close()
  }
}

async function run(db: Db, words: readonly string[], flags: Flags, readPassword: ReadPassword): Promise<string> {
  const [subject, verb = '', name = '', more = ''] = words
  const what = `${subject} ${verb}`
  switch (what) {
    case 'user add': {
      const role = roleOf(flags.role)
      const kind = flags.service ? 'service' : 'person'
      const password = flags.service ? null : await newPassword(name, readPassword)
      await db.write(() => accounts.createAccount(db, { name, role, kind, password }, BY))
      return `Account '${name}' created with the role ${role}.`
    }
    case 'user list':
      return accounts
        .listPeople(db)
        .map(
          (it) =>
            `${it.name}\t${it.role}${it.kind === 'service' ? '\tservice account' : ''}${it.is_deactivated ? '\tdeactivated' : ''}`,
        )
        .join('\n')
    case 'user role':
      await db.write(() => accounts.setRole(db, name, roleOf(more), BY))
      return `Account '${name}' now has the role ${more}.`
    case 'user password': {
      accounts.checkTakesPassword(db, accounts.requireAccount(db, name))
      const password = await newPassword(name, readPassword)
      await db.write(() => accounts.setPassword(db, name, password, BY))
      return `Password of '${name}' changed. All sessions have ended.`
    }
    case 'user deactivate':
      await db.write(() => accounts.deactivateAccount(db, name, BY))
      return `Account '${name}' deactivated. Its sessions, tokens and password have ended.`
    case 'user activate':
      await db.write(() => accounts.activateAccount(db, name, BY))
      return `Account '${name}' activated. It has no ${accounts.takesPassword(db, accounts.requireAccount(db, name)) ? 'password and no tokens' : 'tokens'} yet.`
    case 'user delete':
      await db.write(() => accounts.deleteAccount(db, name, BY))
      return `Account '${name}' deleted, with its sessions and tokens.`
    case 'group list':
    case 'group add':
    case 'group delete':
    case 'group join':
    case 'group leave':
      return changeGroup(db, verb, name, more)
    case 'token add': {
      const token = { name: flags.name ?? '', scope: scopeOf(flags.scope), days: Number(flags.days) }
      return db.write(() => createToken(db, name, token, BY))
    }
    case 'token list':
      return listTokens(db, name)
        .map((it) => `${it.id}\t${it.name}\t${it.scope}\t${stateOf(it)}`)
        .join('\n')
    case 'token revoke':
      await db.write(() => revokeToken(db, name, Number(more), BY))
      return `Token ${more} of '${name}' revoked.`
    case 'access model':
    case 'access experiment':
      return giveAccess(db, verb === 'model' ? 'model' : 'experiment', name, more, flags)
    case 'policy show':
      return showPolicy(db, name)
    case 'policy set':
      return setPolicy(db, name, flags.file, BY)
    case 'webhook list':
    case 'webhook add':
    case 'webhook delete':
      return changeWebhooks(db, verb, name, flags, BY)
    case 'audit ':
      return listAudit(db, Math.max(0, Math.trunc(Number(flags.limit))) || 0)
        .map(auditLine)
        .join('\n')
    default:
      throw new ConfigError(`Unknown command.\n${commandHelp}`)
  }
}

async function giveAccess(
  db: Db,
  kind: 'model' | 'experiment',
  name: string,
  word: string,
  flags: Flags,
): Promise<string> {
  const holder = holderOf(flags)
  const level = levelOf(kind === 'model' ? modelLevels : experimentLevels, word)
  const thing = kind === 'model' ? { kind, name } : { kind, id: Number(getExperimentByName(db, name).experiment_id) }
  await db.write(() => setLevel(db, thing, holder, level, BY))
  return `${'name' in holder ? holder.name : 'Everybody'}: ${word} on the ${kind} '${name}'.`
}

function holderOf({ everybody, account, group }: Flags): Holder {
  const holders: Holder[] = [
    ...(everybody ? [{ holder: 'everybody' } as const] : []),
    ...(account === undefined ? [] : [{ holder: 'account', name: account } as const]),
    ...(group === undefined ? [] : [{ holder: 'group', name: group } as const]),
  ]
  const [holder, ...more] = holders
  if (!holder || more.length > 0) throw new ConfigError('Use one of --everybody, --account NAME and --group NAME.')
  return holder
}

async function changeGroup(db: Db, verb: string, group: string, account: string): Promise<string> {
  if (verb === 'list')
    return groups
      .listGroups(db)
      .map(({ name, members }) => [name, ...members].join('\t'))
      .join('\n')
  if (verb === 'add') await db.write(() => groups.createGroup(db, group, BY))
  if (verb === 'delete') await db.write(() => groups.deleteGroup(db, group, BY))
  if (verb === 'join') await db.write(() => groups.joinGroup(db, group, account, BY))
  if (verb === 'leave') await db.write(() => groups.leaveGroup(db, group, account, BY))
  const done = { add: 'created', delete: 'deleted, with its levels' }[verb]
  return done
    ? `Group '${group}' ${done}.`
    : `'${account}' is ${verb === 'join' ? 'now' : 'no longer'} in the group '${group}'.`
}

function levelOf(known: ReadonlyMap<string, Level>, word: string): Level | undefined {
  if (word === 'default') return undefined
  const level = word === 'none' ? 0 : known.get(word)
  if (level !== undefined) return level
  throw new ConfigError(`The level must be ${[...known.keys()].join(', ')}, none or default, not '${word}'.`)
}

function roleOf(word: string): Role {
  if (word === 'reader' || word === 'contributor' || word === 'admin') return word
  throw new ConfigError(`The role must be reader, contributor or admin, not '${word}'.`)
}

function scopeOf(word: string): Scope {
  if (word === 'read' || word === 'log' || word === 'all' || word === 'import') return word
  throw new ConfigError(`--scope must be read, log, all or import, not '${word}'.`)
}

const stateOf = ({ revoked, expires }: { revoked: number | null; expires: number }) =>
  revoked === null ? `expires ${new Date(expires).toISOString().slice(0, 10)}` : 'revoked'

async function newPassword(name: string, readPassword: ReadPassword): Promise<string> {
  const password = await readPassword(`Password for ${name}: `)
  const problem = await passwordProblem(password, name)
  if (problem) throw new ConfigError(problem)
  return hashPassword(password)
}

/** Reads one line, without showing it where it is typed. */
async function typedPassword(ask: string): Promise<string> {
  const isTyped = process.stdin.isTTY
  if (isTyped) process.stderr.write(ask)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (isTyped) process.stderr.write('\n')
  }
}
