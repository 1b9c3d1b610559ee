import type { Context as HonoContext, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { finishProviderPath, type ProviderStarted, startProviderPath } from '#contract/accounts/provider.ts'
import { ApiError } from '#contract/errors.ts'
import type { Me } from '#contract/server-info.ts'
import { required } from '#contract/values.ts'
import { readBody } from '../../body.ts'
import { inputReader } from '../../input.ts'
import { audit } from '../../store/accounts/audit.ts'
import { actorOf, createExternal, findExternal, followRole } from '../../store/accounts/external.ts'
import { followGroups } from '../../store/accounts/groups.ts'
import { type Account, endCredentials } from '../../store/accounts/accounts.ts'
import { limitAttempts } from '../attempts.ts'
import { BODY_BYTES, replaceSession, sendSession, type SessionParts } from '../session-routes.ts'
import type { Flow, OidcClient, Told } from './oidc.ts'
import type { Provider } from './provider.ts'

/** How long somebody has to sign in at the provider, in seconds. */
const FLOW_SECONDS = 15 * 60
/** The longest query of the page `signed-in`. */
const LONGEST_QUERY = 6000

const flowShape = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

/** Adds the routes of sign-in with an identity provider, which nobody has to be signed in for. */
export function mountProvider(app: Hono, parts: SessionParts, provider: Provider): void {
  const { db, cookie, addressOf, refusals } = parts
  const attempts = limitAttempts()
  const flowCookie = `${cookie.name}-provider`
  const optionsFor = (c: HonoContext) => ({
    path: `${cookie.path === '/' ? '' : cookie.path}/modelshelf/provider`,
    httpOnly: true,
    sameSite: 'Strict' as const, // only our own page sends it
    ...(cookie.isSecure(c) && { secure: true, prefix: 'secure' as const }),
  })
  let loaded: Promise<OidcClient> | undefined
  // Its library is loaded with the first sign-in.
  const load = () => (loaded ??= import('./oidc.ts').then(({ oidcClient }) => oidcClient(provider)))

  app.post(`/${startProviderPath}`, async (c) => {
    const { anew } = readStart({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    const { url, flow } = await (await load()).begin(provider.returnTo(c), anew === true)
    const value = Buffer.from(JSON.stringify(flow)).toString('base64url')
    setCookie(c, flowCookie, value, { ...optionsFor(c), maxAge: FLOW_SECONDS })
    return c.json({ url } satisfies ProviderStarted)
  })

  app.post(`/${finishProviderPath}`, async (c) => {
    const { query } = readFinish({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    const address = addressOf(c)
    const flow = flowIn(cookie.isSecure(c) ? getCookie(c, flowCookie, 'secure') : getCookie(c, flowCookie))
    deleteCookie(c, flowCookie, optionsFor(c)) // a sign-in is tried once
    if (!flow)
      throw new ApiError(
        'UNAUTHENTICATED',
        'This sign-in was started in another browser, or has expired. Sign in again.',
      )
    const succeed = attempts.begin(flow.state, address)
    const url = new URL(provider.returnTo(c))
    url.search = query.slice(0, LONGEST_QUERY)
    const told = await (await load()).finish(url, flow).catch(async (error: unknown) => {
      await noteFailure('unknown', c)
      throw error
    })
    const outcome = await db.write(() => {
      const found = accountFor(told)
      if ('refused' in found) return found
      return { account: found.account, session: replaceSession(c, parts, found.account) }
    })
    if ('refused' in outcome) {
      await noteFailure(outcome.name, c, outcome.refused)
      throw new ApiError('PERMISSION_DENIED', outcome.refused)
    }
    succeed()
    const { account, session } = outcome
    sendSession(c, parts, session)
    return c.json({ name: account.name, role: account.role } satisfies Me)
  })

  function noteFailure(actor: string, c: HonoContext, why?: string) {
    const detail = { address: addressOf(c), provider: provider.name, ...(why && { why }) }
    return refusals.noteNow({ actor, action: 'sign-in-failed', detail })
  }

  /** The account of whom the provider names, made when they first come, with the role and groups that the provider says. */
  function accountFor(told: Told): { account: Account } | { refused: string; name: string } {
    const { name: by } = provider
    const person = { ...told, by }
    const known = findExternal(db, person)
    if (known && !known.account)
      return { refused: 'Your account here was deactivated or deleted. Ask an admin.', name: known.name }
    const role = roleFor(told.groups, provider)
    if (role === 'none') {
      if (known?.account) {
        const tokens = endCredentials(db, known.account.id)
        if (tokens > 0) audit(db, actorOf(by), 'token-revoked', { account: known.name, tokens })
      }
      const refused = `Your groups at ${by} do not give you access to this server. Ask whoever runs it.`
      return { refused, name: known?.name ?? 'unknown' }
    }
    const account = known?.account ?? createExternal(db, person, role ?? 'contributor')
    if (role) followRole(db, account, role, by)
    followGroups(db, account, told.groups, actorOf(by))
    return { account: findExternal(db, person)!.account! } // it was found or created above
  }
}

/** What the highest of somebody's groups may do; undefined if the provider decides no roles. */
function roleFor(groups: readonly string[], { roles }: Pick<Provider, 'roles'>) {
  if (roles.size === 0) return undefined
  const given = groups.filter((group) => group !== '*').flatMap((group) => roles.get(group) ?? [])
  const found = given.length > 0 ? given : [roles.get('*') ?? 'contributor']
  return (['admin', 'contributor', 'reader', 'none'] as const).find((role) => found.includes(role))
}

function flowIn(value: string | undefined): Flow | undefined {
  try {
    const read = z.safeParse(flowShape, JSON.parse(Buffer.from(value ?? '', 'base64url').toString('utf8')))
    return read.success ? read.data : undefined
  } catch {
    return undefined // not JSON
  }
}

const readStart = inputReader(z.object({ anew: z.optional(z.boolean()) }))
const readFinish = inputReader(z.object({ query: required }))
