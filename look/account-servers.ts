import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountCalls, type AccountCallName, type AccountInput } from '#contract/accounts/account-calls.ts'
import { clientWith, commandOn, PASSWORD } from '../testbed/accounts.ts'
import { startWithoutAdmin } from '../testbed/first-link.ts'
import { startServer } from '../testbed/server.ts'

/** An extremely long name of an account, and one in right-to-left script. */
export const longAccount = `maria-magdalena.van-der-${'woude'.repeat(12)}@example.com`
const rightToLeft = 'علی رضا'

/** Starts three servers with accounts: without an admin, with nobody but the admin, and with a whole team. */
export async function startAccounts() {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const accounts = { MODELSHELF_AUTH: 'accounts' }
  const [first, alone, team] = await Promise.all([
    startWithoutAdmin(folder),
    startServer(undefined, accounts),
    startServer(undefined, accounts),
  ])
  for (const server of [alone, team]) commandOn(server)('user', 'add', 'root', '--role', 'admin')
  return {
    firstLink: first.link,
    alone: alone.url,
    team: { url: team.url, ...(await fillTeam(team.url)) },
    async stop() {
      await Promise.all([first.stop(), alone.stop(), team.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fillTeam(url: string) {
  const Cookie = await cookieOf(url, 'root')
  const ofNobody = { 'Content-Type': 'application/json', Origin: new URL(url).origin }
  const headers = { ...ofNobody, Cookie } // who accepts a link with it would end its session
  const post = async (path: string, data: object, by: Record<string, string> = headers) => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers: by, body: JSON.stringify(data) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { secret: string }
  }
  const ask = <N extends AccountCallName>(name: N, input: AccountInput[N]) => post(accountCalls[name].path, input)

  const people = ['ada', 'bob', 'Zoë', rightToLeft, longAccount]
  const links: Record<string, string> = {}
  for (const [at, name] of people.entries())
    links[name] = (
      await ask('createPerson', { name, role: at === 1 ? 'reader' : 'contributor', kind: 'person' })
    ).secret
  for (const name of ['ada', 'bob', longAccount])
    await post('modelshelf/link/accept', { link: links[name], name, password: PASSWORD }, ofNobody)
  await ask('deactivatePerson', { name: 'bob' })
  for (const name of ['nightly build', `ci-${'runner-'.repeat(12)}1`])
    await ask('createPerson', { name, role: 'contributor', kind: 'service' })
  await ask('createServiceToken', { account: 'nightly build', name: 'GitHub', scope: 'log', days: 365 })
  for (const group of ['scorers', 'empty', `everyone-in-${'operations-'.repeat(8)}europe`])
    await ask('createGroup', { name: group })
  for (const account of ['ada', 'Zoë', longAccount]) await ask('joinGroup', { group: 'scorers', account })
  for (const [name, scope] of [
    ['laptop', 'log'],
    ['nightly build', 'all'],
    [`notebook server of ${'the demand team '.repeat(8)}`, 'read'],
  ] as const)
    await ask('createToken', { name, scope, days: 90 })

  const call = clientWith(url, headers)
  const name = 'station-demand'
  await call('createModel', { name, description: 'Predicts the **rides of the next hour** at each station.' })
  for (const stage of ['Archived', 'Production', 'Staging'] as const) {
    const source = 's3://models/station-demand'
    const { model_version } = await call('createVersion', { name, source, description: `As logged for ${stage}.` })
    await call('transitionStage', { name, version: model_version.version, stage })
  }
  await call('setAlias', { name, version: '2', alias: 'champion' })
  for (const [to, level] of [
    ['ada', 'CAN_MANAGE_PRODUCTION_VERSIONS'],
    [longAccount, 'CAN_EDIT'],
  ] as const)
    await call('setAccess', { model: name, holder: 'account', name: to, level })
  await call('setAccess', { model: name, holder: 'group', name: 'scorers', level: 'CAN_READ' })
  await call('setAccess', { model: name, holder: 'everybody', level: 'NONE' })
  const shared = await post('modelshelf/shared-links', { model: name, days: 30 })
  await call('createModel', { name: 'empty' })
  const sharedEmpty = await post('modelshelf/shared-links', { model: 'empty', days: 7 })
  const longModel = `demand-${'forecast-'.repeat(20)}`
  await call('createModel', { name: longModel, description: `${'Words '.repeat(80)}${'W'.repeat(200)}` })
  await call('createVersion', { name: longModel, source: 's3://models/long' })
  await call('setAlias', { name: longModel, version: '1', alias: 'champion-'.repeat(12) })
  const sharedLong = await post('modelshelf/shared-links', { model: longModel, days: 7 })
  const reset = await ask('createLink', { name: 'ada' })
  return {
    invitation: links['Zoë']!, // not used above
    reset: reset.secret,
    shared: shared.secret,
    sharedEmpty: sharedEmpty.secret,
    sharedLong: sharedLong.secret,
  }
}

async function cookieOf(url: string, name: string): Promise<string> {
  const answer = await fetch(`${url}modelshelf/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password: PASSWORD }),
  })
  return answer.headers.getSetCookie()[0]!.split(';', 1)[0]! // a sign-in sets it
}
