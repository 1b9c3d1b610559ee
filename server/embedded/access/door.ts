import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { type Context, type SignedIn, type Who, whoAsks } from '../context.ts'
import type { SeenData } from '../seen.ts'
import { seenArtifacts } from './seen-artifacts.ts'
import { signInWith } from './sign-in.ts'

/** How requests come in: whose they are, and what of the data they see. Routes get the data from here only. */
export type Door = {
  /** Runs before every route, and lets nobody in unknown; absent where nobody signs in. */
  enter?: MiddlewareHandler
  whoOf(c: HonoContext): Who
  /** What the caller may read, and the artifacts as the caller may read and write them. */
  contextOf(c: HonoContext): Context
}

/** For `--auth none`: everybody sees everything. */
export const openDoor = (context: Context): Door => ({ whoOf: whoAsks, contextOf: () => context })

/** For accounts: each request signs in, and sees what its account may see (docs/accounts.md). */
export function doorWithAccounts(context: Context, seen: SeenData): Door {
  const signIn = signInWith(context.db)
  const entries = new WeakMap<HonoContext, { who: SignedIn; context: Context }>()
  const entryOf = (c: HonoContext) => {
    const entry = entries.get(c)
    if (!entry) throw new Error(`${c.req.path} was reached without signing in`)
    return entry
  }
  return {
    async enter(c, next) {
      // Pages and their files have no route here: they hold no data, and the sign-in is one of them.
      if (matchedRoutes(c).some(({ method }) => method !== 'ALL')) {
        const credentials = { authorization: c.req.header('Authorization'), address: addressOf(c) }
        const who = await signIn(credentials)
        if (!who) return c.json(unauthenticated, 401, ways)
        const db = seen.by(who)
        const artifacts = seenArtifacts(context.artifacts, context.db, db, who)
        entries.set(c, { who, context: { ...context, db, artifacts } })
      }
      await next()
    },
    whoOf: (c) => entryOf(c).who,
    contextOf: (c) => entryOf(c).context,
  }
}

/** Not Basic: a browser would open its own sign-in over the app. */
const ways = { 'WWW-Authenticate': 'Bearer realm="modelshelf"' }

const unauthenticated = {
  error_code: 'UNAUTHENTICATED',
  message: 'Sign in: the name, password or token is missing, wrong, expired or revoked.',
}

function addressOf({ env }: HonoContext): string {
  const { incoming } = (env ?? {}) as Partial<HttpBindings> // missing for `app.request` in tests
  return incoming?.socket.remoteAddress ?? ''
}
