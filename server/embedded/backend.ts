import { type Context as Call, Hono } from 'hono'
import { calls } from '#contract/calls.ts'
import { type EndpointName, endpoints } from '#contract/endpoints.ts'
import type { Backend } from '../backend.ts'
import { mlflowVersion } from '../version.ts'
import { bodyLimit, readBody } from './body.ts'
import type { Context } from './context.ts'
import { inputReader, type Wire } from './input.ts'
import { writeJson } from './json.ts'
import type { Routes } from './routes.ts'
import { artifactRoutes } from './routes/artifacts.ts'
import { mountBytes } from './routes/bytes.ts'
import { experimentRoutes } from './routes/experiments.ts'
import { loggedModelRoutes } from './routes/logged-models.ts'
import { metricRoutes } from './routes/metrics.ts'
import { modelRoutes } from './routes/models.ts'
import { runRoutes } from './routes/runs.ts'
import { versionRoutes } from './routes/versions.ts'

/** Every endpoint of the contract has its function: a missing one does not compile. */
const routes: Routes = {
  ...experimentRoutes,
  ...runRoutes,
  ...metricRoutes,
  ...loggedModelRoutes,
  ...modelRoutes,
  ...versionRoutes,
  ...artifactRoutes,
}

/** Endpoint and route belong together by name; that cannot be said of a name known only at run time. */
type AnyRoute = (input: unknown, context: Context) => unknown

/** The embedded backend as what stands behind the front door. */
export function embedded(context: Context): Backend {
  const routes = embeddedBackend(context)
  routes.get('/version', (call) => call.html(mlflowVersion))
  const capabilities = { loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true, sampleProject: false }
  return { routes, info: async () => ({ mlflowVersion, backend: 'embedded', auth: 'none', capabilities }) }
}

/** The MLflow API over the embedded database and artifact folder, below both of MLflow's prefixes. */
function embeddedBackend(context: Context): Hono {
  const app = new Hono()
  for (const name of Object.keys(calls) as EndpointName[]) {
    const route = routes[name] as AnyRoute
    const { kind, methods } = calls[name]
    const read = inputReader(endpoints[name].input)
    app.on([...methods], pathsOf(name), async (call) => {
      const checked = read(await wireOf(call, name), call.req.param())
      const answer =
        kind === 'write' ? await context.db.write(() => route(checked, context)) : await route(checked, context)
      return json(answer)
    })
  }
  app.on('GET', ['/api/3.0/mlflow/server-info', '/ajax-api/3.0/mlflow/server-info'], () => json(serverInfo))
  mountBytes(app, context)
  return app
}

function pathsOf(name: EndpointName): string[] {
  const path = calls[name].path.replaceAll(/\{(\w+)\}/g, ':$1')
  const paths = [`/api/2.0/mlflow/${path}`, `/ajax-api/2.0/mlflow/${path}`]
  // MLflow registers this one without its slash, and its clients call it so (rest-contract §1).
  return name === 'searchDatasets' ? [...paths, `/api/2.0mlflow/${path}`] : paths
}

async function wireOf(call: Call, name: EndpointName): Promise<Wire> {
  if (call.req.method !== 'GET' && call.req.method !== 'HEAD')
    return { body: await readBody(call.req.raw, bodyLimit(name)) }
  const { url } = call.req
  const start = url.indexOf('?')
  return { query: new URLSearchParams(start < 0 ? '' : url.slice(start)) }
}

const json = (answer: unknown) => new Response(writeJson(answer), { headers: { 'Content-Type': 'application/json' } })

/** What clients of 3.x ask before their first download (rest-contract §10). */
const serverInfo = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: false,
  presigned_upload_model_id_supported: false,
  features_enabled: { gateway: false },
}
