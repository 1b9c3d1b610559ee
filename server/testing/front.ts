import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { type Call, createClient } from '#contract/client.ts'
import { NAME_HEADER } from '#contract/review-paths.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { targetsOf } from '../embedded/store/webhooks/targets.ts'
import { asApiError, refuse } from '../errors.ts'
import { createHttpServer } from '../listen.ts'
import { upstream as inFrontOf } from '../upstream/forward.ts'
import { openBooks } from '../upstream/reviews/books.ts'
import { reviewsOf } from '../upstream/reviews/reviews.ts'
import { openTestApp, type TestApp } from './app.ts'

/**
 * What the server behind does with a request: refuses it, does it and breaks off, fails without doing it, finds nothing, or gives this
 * answer.
 */
type Does = 'refuse' | 'break off' | 'fail' | 'find nothing' | 401 | Response
type Fault = (call: string, authorization: string | undefined) => Does | undefined

export type Behind = TestApp & { base: string; fault: Fault | undefined; asked: string[]; close: () => void }

/** The embedded backend in place of an MLflow server, which can be made to fail. */
export async function openBehind(): Promise<Behind> {
  const app = new Hono()
  const server = createHttpServer(app)
  const behind: Behind = {
    ...openTestApp(),
    base: '',
    fault: undefined,
    asked: [],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  app.all('*', async (c) => {
    const call = c.req.path.replace(/^\/api\/2\.0\/mlflow\//, '')
    behind.asked.push(`${c.req.method} ${call}`)
    const does = behind.fault?.(call, c.req.header('authorization'))
    if (does instanceof Response) return does
    if (does === 'refuse') return c.json({ error_code: 'PERMISSION_DENIED', message: 'not yours' }, 403)
    if (does === 'find nothing') return c.json({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'none' }, 404)
    if (does === 401) return c.text('who?', 401)
    if (does === 'fail') return c.text('', 500)
    const response = await behind.app.fetch(c.req.raw)
    return does === 'break off' ? c.text('', 502) : response
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  behind.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return behind
}

export type Front = {
  as: (user?: string) => Call
  read: <T>(path: string, user?: string) => Promise<T>
  /** The response that `read` reads. */
  get: (path: string, user?: string) => Promise<Response>
  info: () => Promise<Omit<ServerInfo, 'basePath' | 'version' | 'previews'>>
  close: () => Promise<void>
}

const authorized = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:secret`).toString('base64')}` })

type FrontOptions = {
  auth?: 'operator' | 'pass-through'
  isProxied?: boolean
  allowedWebhooks?: string[]
  admins?: string[]
  /** Where it keeps its databases; without it, in memory. */
  folder?: string
}

/** A front door, whose admin is ada unless `admins` says otherwise; `x-user` is the header of a proxy. */
export function openFront(
  { base, data }: Pick<Behind, 'base' | 'data'>,
  { auth = 'operator', isProxied = true, allowedWebhooks = [], folder, admins = ['ada'] }: FrontOptions = {},
): Front {
  const upstream = { tracking: { base }, registry: { base } }
  const options = { auth, limits: { readMs: 5000, restartMs: 0 } }
  const artifacts = openArtifacts(`${data}/a`, `${data}/t`)
  const maySave = auth === 'operator' ? (name: string) => admins.includes(name) : undefined
  const books = openBooks(targetsOf(allowedWebhooks), { data: folder, maySave })
  const reviews = reviewsOf(upstream, options, {
    books,
    context: { artifacts, allowedLocations: [], allowedSchemes: [], allowedSources: [], allowedWebhooks },
    persons: { admins, ...(isProxied && { proxyName: (c) => c.req.header('x-user') }) },
  })
  const app = new Hono()
  const { routes, info } = inFrontOf(upstream, { ...options, basePath: '' }, reviews)
  app.route('/', routes)
  app.onError((error) => refuse(asApiError(error)))
  const get: Front['get'] = async (path, user) => app.request(path, { headers: user ? authorized(user) : {} })
  return {
    as: (user) =>
      createClient('http://localhost/', async (url, init) => {
        const own = { [NAME_HEADER]: user ?? 'forged', ...(user && { 'x-user': user, ...authorized(user) }) }
        return app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...own } })
      }),
    close: () => books.close(),
    info: () => info(),
    get,
    read: async <T>(path: string, user?: string) => (await (await get(path, user)).json()) as T,
  }
}
