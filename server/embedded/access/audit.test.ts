import { beforeAll, expect, test } from 'vitest'
import { type AccountCallName, accountCalls } from '#contract/accounts/account-calls.ts'
import { type Call, createClient } from '#contract/client.ts'
import { openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { freshName } from '../../testing/rights-table.ts'
import { createAccount, findAccount } from '../store/accounts/accounts.ts'
import { type AuditAction, listAudit } from '../store/accounts/audit.ts'
import { levels } from '../store/accounts/level-words.ts'
import { type Holder, setLevel } from '../store/accounts/levels.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { startSession } from '../store/accounts/sessions.ts'

const PASSWORD = 'a long enough sentence'
const OTHER = 'another long sentence'
const address = '192.0.2.1'
const hash = await hashPassword(PASSWORD)

let world: World
let on: Things
let admin: string
/** A new account with a password. */
let ann: string
beforeAll(async () => {
  world = await openAccounts()
  on = await world.db.write(() => world.things(false, 'manager'))
  admin = await sessionOf('admin')
})

type Headers = Record<string, string>
const sessionOf = (name: string) => world.db.write(() => startSession(world.db, findAccount(world.db, name)!.id, 'b'))
const post = (path: string, body: object, headers: Headers = {}) =>
  world.app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
const signIn = (password = PASSWORD) => post('/modelshelf/sign-in', { name: ann, password })
/** A call about accounts with a session: the admin's, or another. */
async function send(name: AccountCallName, input: object, session = admin) {
  const answer = await post(`/${accountCalls[name].path}`, input, { Cookie: `session=${session}` })
  const body = (await answer.json()) as { secret?: string }
  expect([name, answer.status, body]).toEqual([name, 200, body])
  return body.secret ?? ''
}
const person = async () => {
  const name = freshName()
  await send('createPerson', { name, role: 'reader', kind: 'person' })
  return name
}
const group = async () => {
  const name = freshName()
  await send('createGroup', { name })
  return name
}
const token = { name: 'nightly', scope: 'read', days: 7 }
const host = '93.184.216.34'
const newWebhook = async () => {
  const events = [{ entity: 'MODEL_VERSION', action: 'CREATED' } as const]
  return (await by('admin')('createWebhook', { name: 'ci', url: `https://${host}/hook`, events })).webhook.webhook_id
}
const by = (caller: 'admin' | 'manager'): Call =>
  createClient('http://localhost/', (url, init) =>
    Promise.resolve(
      world.app.request(url, { ...init, headers: { ...(init.headers as Headers), ...world.headersOf(caller) } }),
    ),
  )
const links = '/modelshelf/shared-links'
const rule = { target: '@audited', approvals: 1 } as const
const give = (to: Holder) =>
  world.db.write(() => setLevel(world.db, { kind: 'model', name: on.model }, to, levels.read, 'test'))

/** What causes an entry, and returns what it tells besides the admin as its actor. */
const causes: Record<AuditAction, () => Promise<{ actor?: string; detail: object }>> = {
  'signed-in': async () => {
    await signIn()
    return { actor: ann, detail: { address } }
  },
  'signed-out': async () => {
    await post('/modelshelf/sign-out', {}, { Cookie: `session=${await sessionOf(ann)}` })
    return { actor: ann, detail: {} }
  },
  'sign-in-failed': async () => {
    await signIn(OTHER)
    return { actor: ann, detail: { address } }
  },
  'token-refused': async () => {
    await world.app.request('/version', { headers: world.headersOf('revoked') })
    return { detail: { token: 'all', why: 'revoked', address } }
  },
  refused: async () => {
    await by('manager')('setDefaultPolicy', { rules: [], revision: 0 }).catch(() => {})
    const why = 'This needs the role admin, which admin can give.'
    return { actor: 'manager', detail: { call: 'POST /modelshelf/policy/default', why } }
  },
  'account-created': async () => ({ detail: { name: await person(), role: 'reader', kind: 'person' } }),
  'account-deleted': async () => {
    await give({ holder: 'account', name: ann })
    await send('deletePerson', { name: ann })
    return { detail: { name: ann, levels: `model ${on.model}: CAN_READ` } }
  },
  'account-deactivated': async () => {
    await send('deactivatePerson', { name: ann })
    return { detail: { name: ann } }
  },
  'account-activated': async () => {
    await send('deactivatePerson', { name: ann })
    await send('activatePerson', { name: ann })
    return { detail: { name: ann } }
  },
  'group-created': async () => ({ detail: { group: await group() } }),
  'group-deleted': async () => {
    const name = await group()
    await give({ holder: 'group', name })
    await send('deleteGroup', { name })
    return { detail: { group: name, levels: `model ${on.model}: CAN_READ` } }
  },
  'group-joined': async () => {
    const name = await group()
    await send('joinGroup', { group: name, account: ann })
    return { detail: { group: name, account: ann } }
  },
  'group-left': async () => {
    const name = await group()
    await send('joinGroup', { group: name, account: ann })
    await send('leaveGroup', { group: name, account: ann })
    return { detail: { group: name, account: ann } }
  },
  'role-changed': async () => {
    await send('setRole', { name: ann, role: 'reader' })
    return { detail: { name: ann, from: 'contributor', to: 'reader' } }
  },
  'password-changed': async () => {
    await send('changePassword', { current: PASSWORD, password: OTHER }, await sessionOf(ann))
    return { actor: ann, detail: { name: ann } }
  },
  'token-created': async () => {
    await send('createToken', token)
    return { detail: { account: 'admin', token: token.name, scope: token.scope, days: token.days } }
  },
  'token-first-used': async () => {
    const secret = await send('createToken', token)
    for (let time = 0; time < 2; time += 1)
      await world.app.request('/version', { headers: { Authorization: `Bearer ${secret}` } })
    return { detail: { account: 'admin', token: token.name } }
  },
  'token-revoked': async () => {
    await send('createToken', token)
    const { id } = world.db.get<{ id: number }>('SELECT max(id) AS id FROM tokens')!
    await send('revokeToken', { id })
    return { detail: { account: 'admin', token: token.name } }
  },
  'link-created': async () => {
    await send('createLink', { name: ann })
    return { detail: { name: ann } }
  },
  'link-used': async () => {
    await post('/modelshelf/link/accept', { link: await send('createLink', { name: ann }), password: OTHER })
    return { actor: ann, detail: { name: ann } }
  },
  'session-ended': async () => {
    const session = await sessionOf(ann)
    await sessionOf(ann)
    await send('endSession', {}, session)
    return { actor: ann, detail: { name: ann, sessions: 1 } }
  },
  'level-changed': async () => {
    await by('manager')('setAccess', { model: on.model, holder: 'account', name: ann, level: 'CAN_EDIT' })
    return { actor: 'manager', detail: { model: on.model, account: ann, level: 'CAN_EDIT' } }
  },
  'shared-link-created': async () => {
    await post(links, { model: on.model, days: 3 }, world.headersOf('manager'))
    return { actor: 'manager', detail: { model: on.model, days: 3 } }
  },
  'shared-link-ended': async () => {
    await post(`${links}/end`, { model: on.model, id: on.link }, world.headersOf('manager'))
    return { actor: 'manager', detail: { model: on.model } }
  },
  'default-policy-changed': async () => {
    const { default_revision: revision } = await by('admin')('getPolicy', {})
    await by('admin')('setDefaultPolicy', { rules: [rule], revision: revision ?? 0 })
    return { detail: { rules: [rule] } }
  },
  'policy-changed': async () => {
    await by('manager')('setPolicy', { name: on.model, rules: [rule], revision: 0 })
    return { actor: 'manager', detail: { model: on.model, rules: [rule] } }
  },
  'policy-overridden': async () => {
    const { model: name } = await world.db.write(() => world.things(false, 'manager'))
    const rules = [{ target: 'Production', approvals: 1 }] as never
    await by('manager')('setPolicy', { name, rules, revision: 0 })
    await by('manager')('overrideMove', { name, version: '1', stage: 'Production', comment: 'because' })
    return { actor: 'manager', detail: { model: name, version: '1', stage: 'Production' } }
  },
  'webhook-created': async () => ({ detail: { webhook: await newWebhook(), host } }),
  'webhook-changed': async () => {
    const webhook_id = await newWebhook()
    await by('admin')('updateWebhook', { webhook_id, description: 'd' })
    return { detail: { webhook: webhook_id, host } }
  },
  'webhook-deleted': async () => {
    const webhook_id = await newWebhook()
    await by('admin')('deleteWebhook', { webhook_id })
    return { detail: { webhook: webhook_id, host } }
  },
}

test.each(Object.keys(causes) as AuditAction[])('the audit log tells %s once, with who and what', async (action) => {
  ann = freshName()
  await world.db.write(() => createAccount(world.db, { name: ann, role: 'contributor', password: hash }, 'test'))
  const { id: before } = listAudit(world.db, 1)[0]!
  const { actor = 'admin', detail } = await causes[action]()
  // A refusal is noted after the answer.
  await expect.poll(() => listAudit(world.db, 1, { action })[0]?.id ?? 0).toBeGreaterThan(before)
  const told = listAudit(world.db, 99, { action }).filter(({ id }) => id > before)
  expect(told).toMatchObject([{ actor, action, detail }])
  expect(JSON.stringify(told)).not.toMatch(/sentence|msh_/)
})

const newest = () => listAudit(world.db, 1)[0]?.id

test('what changes nothing is no entry', async () => {
  const { own, own_revision } = await by('manager')('getPolicy', { name: on.model })
  const before = newest()
  await send('setRole', { name: 'manager', role: 'contributor' })
  await by('manager')('setPolicy', { name: on.model, rules: own, revision: own_revision })
  expect(newest()).toBe(before)
})
