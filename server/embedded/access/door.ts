import type { Context as HonoContext, Hono, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { ApiError } from '#contract/errors.ts'
import { isComplete } from '../../json-answer.ts'
import { type Context, type SignedIn, type Who, whoAsks } from '../context.ts'
import type { Db } from '../db.ts'
import type { SeenData } from '../seen.ts'
import type { ArtifactStore } from '../store/artifacts/artifacts.ts'
import { seenArtifacts } from './seen-artifacts.ts'
import { mountMe, mountSessions, type SessionCookie, sessionIn } from './session-routes.ts'
import { mountAccounts } from './account-routes.ts'
import { mountAuditExport } from './audit-export.ts'
import { mountLinks } from './link-routes.ts'
import type { Provider } from './provider/provider.ts'
import { mountProvider } from './provider/provider-routes.ts'
import { mountMlflowAuth } from './mlflow-auth.ts'
import { mountShared, mountSharedLinks } from './shared-routes.ts'
import { mountWorkspacePermissions } from './workspace-permissions.ts'
import { proxiedAccount } from '../store/accounts/proxied.ts'
import { type Refusal, refusalsIn } from './refusals.ts'
import { showsToken, signedIn, signInWith } from './sign-in.ts'

/** Who asks in a request, and what they see. */
type Entry = { who: SignedIn; context: Context; session: string | undefined }
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
}

/** For `--auth none`: everybody sees everything. */
export const openDoor = (context: Context): Door => ({ isStored: true, whoOf: whoAsks, contextOf: () => context })

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
  const refusals = refusalsIn(context.db)
  const signIn = signInWith(context.db, refusals)
  const whoIsTold = async (c: HonoContext, { userOf, admin }: NonNullable<typeof proxy>) => {
    const name = userOf(c)
    const account = name === undefined ? undefined : await proxiedAccount(context.db, name, admin)
    return account && signedIn(account, 'all', 'session')
  }
  const contexts = new WeakMap<SignedIn, Context>()
  function contextFor(who: SignedIn): Context {
    let own = contexts.get(who)
    if (!own) contexts.set(who, (own = seenBy(context, seen.by(who), who)))
    return own
  }
  const enter: MiddlewareHandler = async (c, next) => {
    if (!isCall(c)) return next()
    const authorization = c.req.header('Authorization')
    const isTold = proxy !== undefined && !showsToken(authorization)
    // An Authorization header goes before the session.
    const session = isTold ? NO_SESSION : authorization === undefined ? sessionIn(c, cookie) : undefined
    const who = await (isTold
      ? whoIsTold(c, proxy)
      : signIn.by({ authorization, session, addressOf: () => addressOf(c), revision: seen.accountRevision() }))
    if (!who) return c.json(unauthenticated, 401, ways)
    c.set('entry', { who, session, context: contextFor(who) })
    await next()
    if (c.res.status === 403) refusals.note(refusalOf(c, who))
    return
  }
  return {
    mount(app) {
      app.use('*', notStored)
      const { db, readers } = context
      const parts = { db, readers, signIn, cookie, addressOf, refusals, isProxied: proxy !== undefined }
      if (!proxy) {
        mountSessions(app, parts)
        mountLinks(app, parts)
        if (provider) mountProvider(app, parts, provider)
      }
      mountShared(app, context.db)
      app.use('*', enter)
      mountMe(app, context.db, (c) => entryOf(c).who)
      mountAccounts(app, parts, entryOf)
      mountAuditExport(app, context, (c) => entryOf(c).who)
      mountMlflowAuth(app, parts, entryOf)
      mountWorkspacePermissions(app, context.db, entryOf)
      mountSharedLinks(app, context.db, entryOf)
    },
    isStored: false,
    whoOf: (c) => entryOf(c).who,
    contextOf: (c) => entryOf(c).context,
  }
}

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
function seenBy(context: Context, db: Db, who: SignedIn): Context {
  let artifacts: ArtifactStore | undefined
  return {
    ...context,
    db,
    get artifacts() {
      return (artifacts ??= seenArtifacts(context.artifacts, context.db, db, who))
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

const unauthenticated = {
  error_code: 'UNAUTHENTICATED',
  message: 'You are not authenticated: the name, password or token is missing, wrong, expired or revoked.',
}
