import type { Context as HonoContext, Hono, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import { isComplete } from '../../json-answer.ts'
import { type Context, type SignedIn, type Who, whoAsks } from '../context.ts'
import type { Db } from '../db.ts'
import type { Person } from '../open-answers.ts'
import type { AnyRoute, AnySlowWrite } from '../routes.ts'
import type { SeenData } from '../seen.ts'
import { PROXY } from '../store/accounts/account-names.ts'
import type { Account } from '../store/accounts/accounts.ts'
import { findExternal } from '../store/accounts/external.ts'
import type { ArtifactStore } from '../store/artifacts/artifacts.ts'
import { seenArtifacts } from './seen-artifacts.ts'
import { mountMe, mountSessions, type SessionCookie, sessionIn } from './session-routes.ts'
import { mountAccounts } from './account-routes.ts'
import { mountAuditExport } from './audit-export.ts'
import { type Entry, newEntry, NOT_SIGNED_IN } from './entry.ts'
import { guardedWrite } from './guarded-write.ts'
import { mountLinks } from './link-routes.ts'
import type { Provider } from './provider/provider.ts'
import { mountProvider } from './provider/provider-routes.ts'
import { mountMlflowAuth } from './mlflow-auth.ts'
import { mountShared, mountSharedLinks } from './shared-routes.ts'
import { mountWorkspacePermissions } from './workspace-permissions.ts'
import { proxiedAccount } from '../store/accounts/proxied.ts'
import { type Refusal, refusalsIn } from './refusals.ts'
import { requireSameRole } from './same-role.ts'
import { showsToken, signedIn, signInWith } from './sign-in.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Kept with the request: a WeakMap of requests would cost as much again when garbage is collected. */
    entry?: Entry
  }
}

/** How requests come in: whose they are, and what of the data they see. Routes get the data from here only. */
export type Door = {
  /** Adds what runs before every route added later, and lets nobody in unknown; absent where nobody signs in. */
  mount?: (app: Hono) => void
  /** Whether browsers may keep answers in their files. */
  isStored: boolean
  whoOf(c: HonoContext): Who
  /** What the caller may read, and the artifacts as the caller may read and write them. */
  contextOf(c: HonoContext): Context
  /** Throws UNAUTHENTICATED once the caller has another role than when the request came, or the account has ended. */
  stillAllowed(c: HonoContext): () => void
  /** Who takes up room with long answers; undefined where nobody signs in. */
  personOf(c: HonoContext): Person
  /** Asks again who asks, where much time has passed. Throws UNAUTHENTICATED. */
  again(c: HonoContext): void
  /** Runs a write with a checked input, if the caller may; absent where everybody may do everything. */
  write?: (c: HonoContext, write: Write, input: unknown) => Promise<unknown>
}

type Write = { name: EndpointName; route: AnyRoute; slow: AnySlowWrite | undefined }

/** For `--auth none`: everybody sees everything. */
export const openDoor = (context: Context): Door => ({
  isStored: true,
  whoOf: whoAsks,
  contextOf: () => context,
  stillAllowed: () => () => {},
  personOf: () => undefined,
  again() {},
})

/** What accounts need besides the data. */
export type Accounts = {
  seen: SeenData
  cookie: SessionCookie
  /** Where a request comes from, to slow down guessing. */
  addressOf: (c: HonoContext) => string
  /** An identity provider that people can also sign in with. */
  provider?: Provider | undefined
  /** With `--auth proxy`: whom the proxy names, and who is the first admin. */
  proxy?: { userOf: (c: HonoContext) => string | undefined; admin: string } | undefined
}

/** For accounts: each request signs in, and sees what its account may see (docs/accounts.md). */
export function doorWithAccounts(context: Context, { seen, cookie, addressOf, proxy, provider }: Accounts): Door {
  const { db } = context
  const refusals = refusalsIn(db)
  const signIn = signInWith(db, refusals)
  const views = new WeakMap<SignedIn, Db>()
  function seenBy(who: SignedIn): Db {
    let own = views.get(who)
    if (!own) views.set(who, (own = seen.by(who)))
    return own
  }
  const enter: MiddlewareHandler = async (c, next) => {
    if (!isCall(c)) return next()
    const authorization = c.req.header('Authorization')
    const isTold = proxy !== undefined && !showsToken(authorization)
    // An Authorization header goes before the session.
    const session = isTold ? NO_SESSION : authorization === undefined ? sessionIn(c, cookie) : undefined
    const subject = isTold ? proxy.userOf(c) : undefined
    const who = isTold
      ? subject === undefined
        ? undefined
        : told(await proxiedAccount(db, subject, proxy.admin))
      : await signIn.by({ authorization, session, addressOf: () => addressOf(c), revision: seen.accountRevision() })
    if (!who && isTold) refusals.note(refusalOfProxy(subject, addressOf(c)))
    if (!who) return c.json({ error_code: 'UNAUTHENTICATED', message: NOT_SIGNED_IN }, 401, ways)
    const ask = (before: SignedIn) =>
      subject === undefined
        ? signIn.again(before, { authorization, session })
        : told(findExternal(db, { issuer: PROXY, subject })?.account)
    c.set('entry', newEntry({ who, session, db, seenBy, ask }))
    await next()
    if (c.res.status === 403) refusals.note(refusalOf(c, who))
    if (c.res.status === 401) for (const [name, value] of Object.entries(ways)) c.res.headers.set(name, value)
    return
  }
  const contextOf = (c: HonoContext) => contextFor(context, entryOf(c))
  /** The proxy named nobody, or somebody whose account was ended here. */
  function refusalOfProxy(subject: string | undefined, address: string): Refusal {
    const actor = (subject !== undefined && findExternal(db, { issuer: PROXY, subject })?.name) || 'unknown'
    const why = subject === undefined ? 'no name from the proxy' : 'the account was deactivated or deleted'
    return { actor, action: 'sign-in-failed', detail: { address, why } }
  }
  return {
    mount(app) {
      app.use('*', notStored)
      const { readers, writer } = context
      const parts = { db, readers, writer, signIn, cookie, addressOf, refusals, isProxied: proxy !== undefined }
      if (!proxy) {
        mountSessions(app, parts)
        mountLinks(app, parts)
        if (provider) mountProvider(app, parts, provider)
      }
      mountShared(app, db)
      app.use('*', enter)
      mountMe(app, db, (c) => entryOf(c).who)
      mountAccounts(app, parts, entryOf)
      mountAuditExport(app, context, (c) => entryOf(c).who)
      mountMlflowAuth(app, parts, entryOf)
      mountWorkspacePermissions(app, parts, entryOf)
      mountSharedLinks(app, db, entryOf)
    },
    isStored: false,
    whoOf: (c) => entryOf(c).who,
    contextOf,
    stillAllowed(c) {
      const { who } = entryOf(c)
      return () => requireSameRole(db, who)
    },
    personOf: (c) => entryOf(c).who.id,
    again: (c) => entryOf(c).again(),
    write: (c, write, input) =>
      guardedWrite({ ...write, context, entry: entryOf(c), seenNow: () => contextOf(c) }, input),
  }
}

/** Somebody whom the proxy names. */
const told = (account: Account | undefined) => account && signedIn(account, 'all', 'session')

function entryOf(c: HonoContext): Entry {
  const entry = c.get('entry')
  if (!entry) throw new Error(`${c.req.path} was reached without signing in`)
  return entry
}

/** Nobody else at this computer finds in the browser's files what an account could read. */
const notStored: MiddlewareHandler = async (c, next) => {
  await next()
  if (!isComplete(c.res) && (c.get('entry') || isCall(c))) c.res.headers.set('Cache-Control', 'no-store')
}

/** What the server has, as somebody sees it. Most requests need no files. */
function contextFor(context: Context, entry: Entry): Context {
  let artifacts: ArtifactStore | undefined
  return {
    ...context,
    db: entry.seen,
    get artifacts() {
      return (artifacts ??= seenArtifacts(context.artifacts, context.db, entry))
    },
  }
}

/** What somebody was refused, in the words that they got. */
function refusalOf(c: HonoContext, { name }: SignedIn): Refusal {
  const call = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')
  const why = c.error instanceof ApiError && { why: c.error.message }
  return { actor: name, action: 'refused', detail: { call: `${c.req.method} ${call?.path ?? ''}`, ...why } }
}

/** Pages and their files have no route here: they hold no data, and the sign-in is one of them. */
const isCall = (c: HonoContext) => matchedRoutes(c).some(({ method }) => method !== 'ALL')

/** Somebody whom the proxy names acts as with a session, which is the proxy's. */
const NO_SESSION = ''

/** Not Basic: a browser would open its own sign-in over the app. */
const ways = { 'WWW-Authenticate': 'Bearer realm="modelshelf"' }
