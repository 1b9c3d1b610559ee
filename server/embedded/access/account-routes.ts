import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import {
  type AccountCallName,
  accountCalls,
  type AccountInput,
  type AccountOutput,
} from '#contract/accounts/account-calls.ts'
import { invalid } from '#contract/errors.ts'
import { int64, required, text } from '#contract/values.ts'
import { jsonAnswer } from '../../json-answer.ts'
import { readBody } from '../body.ts'
import type { Context, SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { inputReader } from '../input.ts'
import * as accounts from '../store/accounts/accounts.ts'
import { audit, auditPage } from '../store/accounts/audit.ts'
import * as groups from '../store/accounts/groups.ts'
import { createLink } from '../store/accounts/links.ts'
import { hashPassword, passwordProblem } from '../store/accounts/passwords.ts'
import { endListed, listSessions } from '../store/accounts/sessions.ts'
import { createToken, listTokens, revokeToken } from '../store/accounts/tokens.ts'
import type { Entry } from './entry.ts'
import { checkAdmin, denied } from './permit.ts'
import { BODY_BYTES, replaceSession, sendSession, type SessionParts } from './session-routes.ts'
import type { SignIn } from './sign-in.ts'

/** How long people have to follow an invitation, or a link for a new password, in ms. */
const LINK_MS = 7 * 24 * 60 * 60_000

/** `write` checks again, in its transaction, who asks and that the call is for them. */
type Asking = { c: HonoContext; who: SignedIn; session: string; write: Db['write'] }
type AccountRoutes = {
  [N in AccountCallName]: (input: AccountInput[N], asking: Asking) => AccountOutput[N] | Promise<AccountOutput[N]>
}
type Parts = SessionParts & { signIn: SignIn } & Pick<Context, 'readers' | 'writer'>

/** Adds the routes of people's own accounts and of their administration. Each is checked here, before anything else. */
export function mountAccounts(app: Hono, parts: Parts, entryOf: (c: HonoContext) => Entry): void {
  const { db, readers, writer } = parts
  const routes = accountRoutes(parts)
  for (const name of Object.keys(accountCalls) as AccountCallName[]) {
    const { method, path, who: needed } = accountCalls[name]
    const read = inputReader(inputs[name])
    // Name, input and route belong together, which types can't express in a loop.
    const route = routes[name] as (input: unknown, asking: Asking) => object | Promise<object>
    app.on(method, `/${path}`, async (c) => {
      const entry = entryOf(c)
      const { who, session } = entry
      const check = () => {
        if (needed === 'admin') checkAdmin(db, entry.who)
      }
      check() // before anything slow
      if (session === undefined && (needed === 'session' || method === 'POST'))
        throw denied('a person who signed in in the browser: a token or a password is not enough')
      const wire =
        method === 'GET' ? { query: new URL(c.req.url).searchParams } : { body: await readBody(c.req.raw, BODY_BYTES) }
      const input = read(wire, {})
      const heavy = readers?.read(name, input, who)
      if (heavy) return heavy
      const written = await writer?.write(name, input, () => {
        entry.again()
        check()
        return { who: entry.who, input }
      })
      if (written) return jsonAnswer(written.text, { isStored: false })
      const write: Db['write'] = (fn) =>
        entry.write(() => {
          check()
          return fn()
        })
      return c.json(await route(input, { c, who, session: session ?? '', write }))
    })
  }
}

const changed = async (written: Promise<unknown>) => {
  await written
  return {}
}

function accountRoutes(parts: Parts): AccountRoutes {
  const { db, signIn, addressOf, isProxied } = parts
  const linkFor = (name: string, by: string) => {
    checkInvites(isProxied)
    const account = accounts.requireAccount(db, name)
    accounts.checkActive(db, account)
    accounts.checkTakesPassword(db, account)
    audit(db, by, 'link-created', { name })
    return createLink(db, account.id, LINK_MS)
  }
  return {
    getProfile: (_, { who: { id, name, role }, session }) => ({
      name,
      role,
      sessions: listSessions(db, id, session),
      tokens: listTokens(db, name),
      ...(!accounts.takesPassword(db, accounts.requireAccount(db, name)) && { is_external: true }),
    }),
    async changePassword({ current, password }, { c, who: { name }, write }) {
      accounts.checkTakesPassword(db, accounts.requireAccount(db, name))
      const account = await signIn.byPassword(name, current, addressOf(c))
      if (!account) throw invalid('The current password is wrong.')
      const problem = await passwordProblem(password, name)
      if (problem) throw invalid(problem)
      const hash = await hashPassword(password)
      const session = await write(() => {
        accounts.setPassword(db, name, hash, name)
        return replaceSession(c, parts, account)
      })
      sendSession(c, parts, session)
      return {}
    },
    endSession: ({ id }, { who, session, write }) => changed(write(() => endListed(db, who, session, id))),
    createToken: async (token, { who: { name }, write }) => ({
      secret: await write(() => createToken(db, name, token, name)),
    }),
    revokeToken: ({ id }, { who: { name }, write }) => changed(write(() => revokeToken(db, name, id, name))),
    listPeople: () => ({ people: accounts.listPeople(db) }),
    createPerson: (person, { who, write }) =>
      write(() => {
        if (person.kind === 'person') checkInvites(isProxied)
        accounts.createAccount(db, person, who.name)
        return person.kind === 'person' ? { secret: linkFor(person.name, who.name) } : {}
      }),
    createLink: async ({ name }, { who, write }) => ({ secret: await write(() => linkFor(name, who.name)) }),
    setRole: ({ name, role }, { who, write }) => changed(write(() => accounts.setRole(db, name, role, who.name))),
    deactivatePerson: ({ name }, { who, write }) =>
      changed(write(() => accounts.deactivateAccount(db, name, who.name))),
    activatePerson: ({ name }, { who, write }) =>
      write(() => {
        accounts.activateAccount(db, name, who.name)
        const isInvited = !isProxied && accounts.takesPassword(db, accounts.requireAccount(db, name))
        return isInvited ? { secret: linkFor(name, who.name) } : {}
      }),
    listGroups: () => ({ groups: groups.listGroups(db) }),
    createGroup: ({ name }, { who, write }) => changed(write(() => groups.createGroup(db, name, who.name))),
    deleteGroup: ({ name }, { who, write }) => changed(write(() => groups.deleteGroup(db, name, who.name))),
    joinGroup: ({ group, account }, { who, write }) =>
      changed(write(() => groups.joinGroup(db, group, account, who.name))),
    leaveGroup: ({ group, account }, { who, write }) =>
      changed(write(() => groups.leaveGroup(db, group, account, who.name))),
    deletePerson: ({ name }, { who, write }) => changed(write(() => accounts.deleteAccount(db, name, who.name))),
    listServiceTokens: ({ account }) => ({ tokens: listTokens(db, account) }),
    createServiceToken: async ({ account, ...token }, { who, write }) => ({
      secret: await write(() => {
        if (accounts.requireAccount(db, account).kind === 'person')
          throw invalid('People create their own tokens, in Settings → Profile.')
        return createToken(db, account, token, who.name)
      }),
    }),
    revokeServiceToken: ({ account, id }, { who, write }) =>
      changed(write(() => revokeToken(db, account, id, who.name))),
    listAudit: (filter) => auditPage(db, filter),
  }
}

/** Throws INVALID_PARAMETER_VALUE where people come through a proxy: nobody could sign in with what is created here. */
export function checkInvites(isProxied: boolean): void {
  if (isProxied) throw invalid('People sign in through the proxy here, which makes their accounts.')
}

const role = z.enum(['reader', 'contributor', 'admin'])
const integer = z.pipe(int64, z.transform(Number))
const token = { name: required, scope: z.enum(['read', 'log', 'all', 'import']), days: z.number() }
const named = z.object({ name: required })
const membership = z.object({ group: required, account: required })

const inputs: { [N in AccountCallName]: z.ZodMiniType<AccountInput[N]> } = {
  getProfile: z.object({}),
  changePassword: z.object({ current: required, password: required }),
  endSession: z.object({ id: text }),
  createToken: z.object(token),
  revokeToken: z.object({ id: integer }),
  listPeople: z.object({}),
  createPerson: z.object({ name: required, role, kind: z.enum(['person', 'service']) }),
  createLink: named,
  setRole: z.object({ name: required, role }),
  deactivatePerson: named,
  activatePerson: named,
  deletePerson: named,
  listGroups: z.object({}),
  createGroup: named,
  deleteGroup: named,
  joinGroup: membership,
  leaveGroup: membership,
  listServiceTokens: z.object({ account: required }),
  createServiceToken: z.object({ ...token, account: required }),
  revokeServiceToken: z.object({ account: required, id: integer }),
  listAudit: z.object({ before: z.optional(integer), account: text, action: text }),
}
