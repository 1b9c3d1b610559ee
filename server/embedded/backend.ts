import { type Context as Call, Hono } from 'hono'
import { type EndpointName, endpoints } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import type { Context } from './context.ts'
import { checkInput } from './input.ts'
import { parseJson, writeJson } from './json.ts'
import type { Routes } from './routes.ts'
import { modelRoutes } from './routes/models.ts'
import { versionRoutes } from './routes/versions.ts'

/** Rooms add their routes here as they land. */
const routes: Partial<Routes> = { ...modelRoutes, ...versionRoutes }

/** Endpoint and route belong together by name; that cannot be said of a name known only at run time. */
type AnyRoute = (input: unknown, context: Context) => unknown

/** The MLflow API over the embedded database and artifact folder, below both of MLflow's prefixes. */
export function embeddedBackend(context: Context): Hono {
  const app = new Hono()
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const route = routes[name] as AnyRoute | undefined
    if (!route) continue
    const { kind, methods, path, input } = endpoints[name]
    const paths = prefixes.map((prefix) => prefix + path.replaceAll(/\{(\w+)\}/g, ':$1'))
    app.on([...methods], paths, async (call) => {
      const checked = checkInput(input, await readInput(call))
      const answer =
        kind === 'write' ? await context.db.write(() => route(checked, context)) : await route(checked, context)
      return new Response(writeJson(answer), { headers: { 'Content-Type': 'application/json' } })
    })
  }
  return app
}

const prefixes = ['/api/2.0/mlflow/', '/ajax-api/2.0/mlflow/']

async function readInput(call: Call): Promise<Record<string, unknown>> {
  if (call.req.method === 'GET') return { ...call.req.query(), ...call.req.param() }
  const bytes = new Uint8Array(await call.req.arrayBuffer())
  const body = bytes.length === 0 ? {} : parseJson(bytes)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The request body must be a JSON object.')
  return { ...body, ...call.req.param() }
}
