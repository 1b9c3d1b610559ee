import type { Context as HonoContext, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { type Me, mePath, signInPath, signOutPath } from '#contract/server-info.ts'
import { required } from '#contract/values.ts'
import { readBody } from '../body.ts'
import type { SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { inputReader } from '../input.ts'
import { type Account, accountOf } from '../store/accounts/accounts.ts'
import { adminsToAsk } from '../store/accounts/access.ts'
import { audit } from '../store/accounts/audit.ts'
import { endSession, holderOfSession, startSession } from '../store/accounts/sessions.ts'
import type { Refusals } from './refusals.ts'
import type { SignIn } from './sign-in.ts'

/** The longest body of a request about accounts. */
export const BODY_BYTES = 8 * 1024
/** The server decides when a session ends; the cookie only has to last longer. */
const COOKIE_SECONDS = 180 * 24 * 60 * 60

/** How a session's cookie is named and where it is sent. */
export type SessionCookie = {
  name: string
  path: string
  /** Whether the browser reaches us by https. */
  isSecure: (c: HonoContext) => boolean
}

/** The session that the browser sent, if any. */
export function sessionIn(c: HonoContext, { name, isSecure }: SessionCookie): string | undefined {
  return isSecure(c) ? getCookie(c, name, 'secure') : getCookie(c, name)
}

const optionsFor = (c: HonoContext, cookie: SessionCookie) => ({
  path: cookie.path,
  httpOnly: true,
  sameSite: 'Lax' as const,
  ...(cookie.isSecure(c) && { secure: true, prefix: 'secure' as const }),
})

/** Starts a session in place of the browser's last one. Only inside `write`. Returns its id, for `sendSession`. */
export function replaceSession(c: HonoContext, { db, cookie, addressOf }: SessionParts, account: Account): string {
  const before = sessionIn(c, cookie)
  if (before !== undefined) endSession(db, before)
  audit(db, account.name, 'signed-in', { address: addressOf(c) })
  return startSession(db, account.id, c.req.header('User-Agent') ?? '')
}

/** Sends the cookie of a session once it is stored. */
export function sendSession(c: HonoContext, { cookie }: SessionParts, session: string): void {
  setCookie(c, cookie.name, session, { ...optionsFor(c, cookie), maxAge: COOKIE_SECONDS })
}

export type SessionParts = {
  db: Db
  cookie: SessionCookie
  addressOf: (c: HonoContext) => string
  refusals: Refusals
  /** Whether a proxy says who asks, and nobody signs in here. */
  isProxied: boolean
}

/** Adds the routes that start and end a session, which nobody has to be signed in for. */
export function mountSessions(app: Hono, parts: SessionParts & { signIn: SignIn }): void {
  const { db, signIn, cookie, addressOf, refusals } = parts
  app.post(`/${signInPath}`, async (c) => {
    const { name, password } = read({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    const account = await signIn.byPassword(name, password, addressOf(c))
    const session = account && (await db.write(() => sessionFor(c, parts, account)))
    if (account && !session)
      await refusals.noteNow({ actor: account.name, action: 'sign-in-failed', detail: { address: addressOf(c) } })
    if (!session) return c.json({ error_code: 'UNAUTHENTICATED', message: 'Wrong name or password.' }, 401)
    sendSession(c, parts, session)
    return c.json({ name: account.name, role: account.role } satisfies Me)
  })
  app.post(`/${signOutPath}`, async (c) => {
    await readBody(c.req.raw, BODY_BYTES)
    const session = sessionIn(c, cookie)
    const account = session === undefined ? undefined : holderOfSession(db, session)
    if (session !== undefined && account)
      await db.write(() => {
        endSession(db, session)
        audit(db, account.name, 'signed-out', {})
      })
    deleteCookie(c, cookie.name, optionsFor(c, cookie))
    return c.json({})
  })
}

/** Starts a session, unless the password was replaced or taken away while it was checked, which takes long. Only inside `write`. */
function sessionFor(c: HonoContext, parts: SessionParts, account: Account): string | undefined {
  const isCurrent = accountOf(parts.db, account.id)?.password === account.password
  return isCurrent ? replaceSession(c, parts, account) : undefined
}

const read = inputReader(z.object({ name: required, password: required }))

/** Adds the route that says who asks. */
export function mountMe(app: Hono, db: Db, whoOf: (c: HonoContext) => SignedIn): void {
  app.get(`/${mePath}`, (c) => {
    const { name, role } = whoOf(c)
    return c.json({ name, role, ...(role !== 'admin' && { admins: adminsToAsk(db) }) } satisfies Me)
  })
}
