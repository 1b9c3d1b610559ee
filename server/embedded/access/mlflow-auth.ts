import type { Context as HonoContext, Hono } from 'hono'
import { type AuthCallName, authCalls } from '#contract/accounts/mlflow-auth.ts'
import { readBody } from '../body.ts'
import type { Context } from '../context.ts'
import { inputReader } from '../input.ts'
import type { Entry } from './entry.ts'
import { type Asking, type AuthCall, permissionCalls } from './mlflow-permissions.ts'
import { checkCaller, userCalls } from './mlflow-users.ts'
import { BODY_BYTES, type SessionParts } from './session-routes.ts'
import type { SignIn } from './sign-in.ts'

/** Each of MLflow's calls about users and permissions. A missing one does not compile. */
const answers: { [N in AuthCallName]: AuthCall } = { ...userCalls, ...permissionCalls }

type Parts = SessionParts & { signIn: SignIn } & Pick<Context, 'readers' | 'writer'>

/** Adds MLflow's calls about users and permissions. Who asks is checked here, before anything else. */
export function mountMlflowAuth(
  app: Hono,
  { db, readers, writer, signIn, addressOf, isProxied }: Parts,
  entryOf: (c: HonoContext) => Entry,
): void {
  for (const name of Object.keys(authCalls) as AuthCallName[]) {
    const { method, path, who: needed } = authCalls[name]
    const { input, answer } = answers[name]
    const read = inputReader(input)
    app.on(method, [`/api/${path}`, `/ajax-api/${path}`], async (c) => {
      const wire =
        method === 'GET' ? { query: new URL(c.req.url).searchParams } : { body: await readBody(c.req.raw, BODY_BYTES) }
      const entry = entryOf(c)
      // Input and answer belong together, which types can't express in a loop.
      const values = read(wire, {}) as never
      const asking: Asking = {
        db,
        get seen() {
          return entry.seen
        },
        get who() {
          return entry.who
        },
        write: (fn) =>
          entry.write(() => {
            checkCaller(needed, values, asking, method)
            return fn()
          }),
        writeAside: (name, input, check) =>
          writer?.write(name, input, () => {
            entry.again()
            checkCaller(needed, values, asking, method)
            check()
            return { who: entry.who, input }
          }),
        signIn,
        address: addressOf(c),
        isProxied,
      }
      checkCaller(needed, values, asking, method)
      const heavy = readers?.read(name, { username: entry.who.name, ...(values as object) }, entry.who, {
        seen: entry.seen,
      })
      return heavy ?? c.json(await answer(values, asking))
    })
  }
}
