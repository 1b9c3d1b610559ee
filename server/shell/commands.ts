import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ApiError } from '#contract/errors.ts'
import { backUp } from '../backup/backup.ts'
import { ConfigError } from '../config/config-values.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { auditLine, listAudit } from '../embedded/store/accounts/audit.ts'
import { experimentLevels, modelLevels } from '../embedded/store/accounts/level-words.ts'
import { bookName } from '../upstream/reviews/book-name.ts'
import { giveAccess } from './access-command.ts'
import { changeGroups } from './group-command.ts'
import { requireWords } from './missing-words.ts'
import { setPolicy, showPolicy } from './policy-command.ts'
import { asksHelp, readOptions } from './read-options.ts'
import { changeTokens } from './token-command.ts'
import { type ReadPassword, typedPassword } from './typed-password.ts'
import { changeUsers } from './user-command.ts'
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

/** Whether these arguments are one of the commands above, instead of the server's flags. */
export const isCommand = ([word = '']: readonly string[]): boolean =>
  ['user', 'group', 'token', 'access', 'audit', 'backup', 'policy', 'webhook'].includes(word)

/** Who the audit log says it was. */
const BY = 'shell'

/** Runs a command and returns what to print. Throws ConfigError with the one line to print. `data`: the folder without --data. */
export async function runCommand(argv: readonly string[], data: string, readPassword = typedPassword): Promise<string> {
  if (asksHelp(argv)) return commandHelp.trimEnd()
  const { values, positionals } = readOptions(argv, options, commandHelp)
  requireWords(positionals)
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
    const printed = await run(db, positionals, values, readPassword)
    if (printed === undefined) throw new ConfigError(`Unknown command.\n${commandHelp}`)
    return printed
  } catch (error) {
    if (error instanceof ApiError) throw new ConfigError(error.message)
    throw error
  } finally {
    db.close()
  }
}

/** What to print, or undefined for an unknown command. */
async function run(db: Db, words: readonly string[], flags: Flags, readPassword: ReadPassword) {
  const [subject, ...rest] = words
  const [verb = '', name = ''] = rest
  switch (subject) {
    case 'user':
      return changeUsers(db, rest, flags, BY, readPassword)
    case 'group':
      return changeGroups(db, rest, BY)
    case 'token':
      return changeTokens(db, rest, flags, BY)
    case 'access':
      return giveAccess(db, rest, flags, BY)
    case 'policy':
      if (verb === 'show') return showPolicy(db, name)
      return verb === 'set' ? setPolicy(db, name, flags.file, BY) : undefined
    case 'webhook':
      return changeWebhooks(db, rest, flags, BY)
    case 'audit':
      if (verb !== '') return undefined
      if (!/^\d{1,9}$/.test(flags.limit)) throw new ConfigError(`--limit must be a whole number, not '${flags.limit}'.`)
      return listAudit(db, Number(flags.limit)).map(auditLine).join('\n')
    default:
      return undefined
  }
}
