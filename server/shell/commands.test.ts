import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { commandHelp, runCommand } from './commands.ts'
import { taken } from './missing-words.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { findAccount } from '../embedded/store/accounts/accounts.ts'
import { levelOn } from '../embedded/store/accounts/levels.ts'
import { isPassword } from '../embedded/store/accounts/passwords.ts'
import { holderOfToken } from '../embedded/store/accounts/tokens.ts'
import { createModel } from '../embedded/store/registry/models.ts'
import { allWebhooks, findWebhook } from '../embedded/store/webhooks/webhook-rows.ts'
import { bookName } from '../upstream/reviews/book-name.ts'

let data: string
let db: Db // as of a server that is running
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  db = openDb(join(data, 'modelshelf.db'))
})

const run = (command: string, password = 'four plain words here') =>
  runCommand(command.split(' '), data, async () => password)

test('makes, changes and deletes accounts', async () => {
  await run('user add ann --role admin')
  await run('user add bob')
  await run('user add ci --service --role reader')
  expect(await run('user list')).toBe('ann\tadmin\nbob\tcontributor\nci\treader\tservice account')
  expect(await isPassword('four plain words here', findAccount(db, 'ann')?.password)).toBe(true)
  await run('user password ann', 'five plain words here')
  expect(await isPassword('five plain words here', findAccount(db, 'ann')?.password)).toBe(true)
  await run('user role bob reader')
  expect(findAccount(db, 'bob')?.role).toBe('reader')
  await run('user delete bob')
  expect(findAccount(db, 'bob')).toBeUndefined()
})

test('makes tokens, which it prints once, and revokes them', async () => {
  await run('user add ann')
  const secret = await run('token add ann --name laptop --scope log --days 2')
  expect(holderOfToken(db, secret)).toMatchObject({ name: 'ann', scope: 'log' })
  expect(await run('token list ann')).toMatch(/^1\tlaptop\tlog\texpires \d{4}-\d\d-\d\d$/)
  db.run('UPDATE tokens SET expires = 1')
  expect(await run('token list ann')).toBe('1\tlaptop\tlog\texpired 1970-01-01')
  await run('token revoke ann 1')
  expect(holderOfToken(db, secret)).toBeUndefined()
  expect(await run('token list ann')).toBe('1\tlaptop\tlog\trevoked')
})

test('makes groups, which hold levels, and deactivates accounts', async () => {
  await run('user add ann')
  await run('group add scorers')
  await db.write(() => createModel(db, 'churn'))
  await run('access model churn --group scorers CAN_EDIT')
  const level = () =>
    levelOn(db, { id: findAccount(db, 'ann')!.id, role: 'contributor' }, { kind: 'model', name: 'churn' })
  expect(await run('group join scorers ann')).toBe("'ann' is now in the group 'scorers'.")
  expect([level(), await run('group list')]).toEqual([2, 'scorers\tann'])
  expect(await run('group leave scorers ann')).toBe("'ann' is no longer in the group 'scorers'.")
  expect(level()).toBe(1)
  await run('group delete scorers')
  expect(await run('group list')).toBe('')
  const secret = await run('token add ann --name laptop')
  await run('user deactivate ann')
  expect([holderOfToken(db, secret), findAccount(db, 'ann')?.password]).toEqual([undefined, null])
  expect(await run('user list')).toBe('ann\tcontributor\tdeactivated')
  await expect(run('user password ann')).rejects.toThrow('Activate it first')
  await run('user activate ann')
  await run('user password ann')
  expect(findAccount(db, 'ann')?.password).toBeTruthy()
})

test('gives and takes levels', async () => {
  await run('user add ann')
  await db.write(() => createModel(db, 'churn'))
  const level = (thing: { kind: 'model'; name: string } | { kind: 'experiment'; id: number }) =>
    levelOn(db, { id: findAccount(db, 'ann')!.id, role: 'contributor' }, thing)
  await run('access model churn --account ann CAN_MANAGE_STAGING_VERSIONS')
  expect(level({ kind: 'model', name: 'churn' })).toBe(3)
  await run('access model churn --everybody none')
  await run('access model churn --account ann default')
  expect(level({ kind: 'model', name: 'churn' })).toBe(0)
  await run('access experiment Default --everybody READ')
  expect(level({ kind: 'experiment', id: 0 })).toBe(1)
})

test('prints the audit log, newest first', async () => {
  await run('user add ann --role reader')
  await run('user role ann admin')
  const lines = (await run('audit --limit 5')).split('\n').map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([
    { actor: 'shell', action: 'role-changed', detail: { name: 'ann', from: 'reader', to: 'admin' } },
    { actor: 'shell', action: 'account-created', detail: { name: 'ann', role: 'reader' } },
  ])
  expect((await run('audit --limit 1')).split('\n')).toHaveLength(1)
})

test.each([
  ['user add ann --role owner', 'must be reader, contributor or admin'],
  ['user add a:b', 'no colon'],
  ['user delete nobody', "no account named 'nobody'"],
  ['user add', 'NAME is missing: modelshelf user add NAME'],
  ['user role ann', 'ROLE is missing: modelshelf user role NAME ROLE'],
  ['group join scorers', 'ACCOUNT is missing'],
  ['token add --name x', 'ACCOUNT is missing: modelshelf token add ACCOUNT'],
  ['token revoke ann', 'ID is missing'],
  ['access experiment Default --everybody', 'LEVEL is missing'],
  ['user rename ann', 'Unknown command'],
  ['group rename team', 'Unknown command'],
  ['token new ann', 'Unknown command'],
  ['access run r --everybody none', 'Unknown command'],
  ['policy drop m', 'Unknown command'],
  ['webhook change https://example.com', 'Unknown command'],
  ['audit all', 'Unknown command'],
  ['audit --limit all', '--limit must be a whole number'],
  ['token add ann', '--name NAME'],
  ['token revoke ann laptop', "'token list ann' shows"],
  ['token add ann --name x --scope write', 'must be read, log, all or import'],
  ['token add nobody --name x', "no account named 'nobody'"],
  ['access model none --everybody CAN_READ', 'not found'],
  ['access model none CAN_READ', 'Use one of --everybody, --account NAME and --group NAME'],
  ['access experiment Default --everybody CAN_READ', 'must be READ, EDIT, MANAGE'],
  ['user list --colour', 'Unknown option'],
])('refuses: modelshelf %s', async (command, message) => {
  await expect(run(command)).rejects.toThrow(message)
})

test('says what commands take, also without data', async () => {
  for (const command of ['user --help', 'token add -h', 'backup --help'])
    expect(await runCommand(command.split(' '), join(data, 'none'))).toMatch(/^modelshelf user add NAME/)
})

test('requires the words that the help names', () => {
  const named = commandHelp.split('\n').flatMap((line): [string, string[]][] => {
    const [, subject = '', ways = ''] = /^modelshelf (\w+) (.*)/.exec(line) ?? []
    const bare = ways.replace(/\[[^\]]*\]/g, '').replace(/--[\w-]+( [A-Z]+)?\|?/g, '')
    return bare.split(' | ').flatMap((way) => {
      const [verbs = '', ...words] = way.trim().split(/\s+/)
      const end = words.findIndex((word) => !/^[A-Z]+(\||$)/.test(word))
      const names = words.slice(0, end < 0 ? words.length : end).map((word) => word.split('|')[0] ?? '')
      return names.length > 0 ? verbs.split('|').map((verb) => [`${subject} ${verb}`, names] as [string, string[]]) : []
    })
  })
  expect(Object.fromEntries(named)).toEqual(taken)
})

test('refuses a weak password and a folder without data', async () => {
  await expect(run('user add ann', 'short')).rejects.toThrow('at least 12')
  expect(findAccount(db, 'ann')).toBeUndefined()
  await expect(runCommand(['user', 'list'], join(data, 'none'))).rejects.toThrow('There is no data')
})

test('shows and replaces the policy of a model and the default, also that of the front door', async () => {
  await db.write(() => createModel(db, 'taxi'))
  const file = join(data, 'rules.json')
  writeFileSync(file, JSON.stringify([{ target: 'Production', approvals: 2 }]))
  expect(await run('policy show taxi')).toBe('[]')
  await run(`policy set taxi --file ${file}`)
  await run(`policy set --file ${file}`)
  for (const shown of [await run('policy show taxi'), await run('policy show')])
    expect(JSON.parse(shown)).toMatchObject([{ target: 'Production', approvals: 2, own_approval: false }])
  writeFileSync(file, JSON.stringify([{ target: 'Nowhere' }]))
  await expect(run(`policy set taxi --file ${file}`)).rejects.toThrow('rules[0].target')
  await expect(run('policy set taxi')).rejects.toThrow('--file')
  await expect(run('policy show bus')).rejects.toThrow('not found')
  vi.stubEnv('MLFLOW_TRACKING_URI', 'http://mlflow.example')
  await expect(run('policy show')).rejects.toThrow('There is no data')
  openDb(join(data, 'mlflow.db')).close()
  expect(await run('policy show')).toBe('[]')
  vi.unstubAllEnvs()
})

test('changes policies and webhooks of another workspace of the MLflow server', async () => {
  const inTeam = (command: string) => run(`${command} --workspace team-b`)
  await expect(inTeam('policy show')).rejects.toThrow('set MLFLOW_TRACKING_URI')
  vi.stubEnv('MLFLOW_TRACKING_URI', 'http://mlflow.example')
  await expect(inTeam('policy show')).rejects.toThrow("Nothing is kept of the workspace 'team-b'")
  for (const workspace of ['', 'team-b']) openDb(join(data, bookName(workspace))).close()
  const file = join(data, 'rules.json')
  writeFileSync(file, JSON.stringify([{ target: '@champion', approvals: 1 }]))
  await inTeam(`policy set --file ${file}`)
  await inTeam('webhook add https://ci.example.com/hook --events COMMENT_CREATED')
  expect([JSON.parse(await inTeam('policy show')), await run('policy show')]).toMatchObject([
    [{ target: '@champion', approvals: 1 }],
    '[]',
  ])
  expect([await inTeam('webhook list'), await run('webhook list --workspace default')]).toEqual([
    expect.stringContaining('ci.example.com'),
    '',
  ])
  vi.unstubAllEnvs()
})

test('adds, lists and deletes webhooks, also those of the front door', async () => {
  await db.write(() => createModel(db, 'taxi'))
  const file = join(data, 'secret')
  writeFileSync(file, 'plum\n')
  const add = 'webhook add https://ci.example.com/hook --events COMMENT_CREATED,MODEL_VERSION_CREATED'
  const [, id = ''] = /^Webhook (\S+) created\.$/.exec(await run(`${add} --model taxi --secret-file ${file}`)) ?? []
  expect(findWebhook(db, id)).toMatchObject({ dialect: 'workspace', secret: 'plum', model_name: 'taxi', owner: null })
  expect(await run('webhook list')).toBe(
    `${id}\tACTIVE\thttps://ci.example.com/hook\ttaxi\tCOMMENT_CREATED,MODEL_VERSION_CREATED`,
  )
  await expect(run(`${add} --model bus`)).rejects.toThrow('not found')
  await expect(run('webhook add https://ci.example.com/hook')).rejects.toThrow('Name the events')
  await expect(run('webhook add https://ci.example.com/hook --events MOVED')).rejects.toThrow('no event MOVED')
  await expect(run('webhook add ci.example.com --events COMMENT_CREATED')).rejects.toThrow('Invalid webhook URL')
  await run(`webhook delete ${id}`)
  await expect(run(`webhook delete ${id}`)).rejects.toThrow('not found')
  vi.stubEnv('MLFLOW_TRACKING_URI', 'http://mlflow.example')
  const front = openDb(join(data, 'mlflow.db'))
  await run(add)
  expect([allWebhooks(db).length, allWebhooks(front).length]).toEqual([0, 1])
  vi.unstubAllEnvs()
})
