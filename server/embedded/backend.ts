import { type Context as HonoContext, Hono } from 'hono'
import { calls, prefixOf } from '#contract/calls.ts'
import { type Checked, type EndpointName, endpoints } from '#contract/endpoints.ts'
import type { MlflowServerInfo } from '#contract/server-info.ts'
import type { Backend } from '../backend.ts'
import { mlflowVersion } from '../version.ts'
import { jsonAnswer, textAnswer } from '../json-answer.ts'
import { isOnlyQuick } from '../only-quick.ts'
import { wireReader } from './body.ts'
import { type Accounts, type Door, doorWithAccounts, openDoor } from './access/door.ts'
import { type Context, viewerOf, type Who } from './context.ts'
import { isHeavyName } from './heavy/heavy-reads.ts'
import { readHereOrAside, writeHereOrAside } from './heavy/here-or-aside.ts'
import type { Db } from './db.ts'
import { inputReader, type Wire } from './input.ts'
import { longInTurns } from './answer-in-turns.ts'
import { JsonText, writeJson } from './json.ts'
import { LongList } from './long-list.ts'
import type { AnyRoute, AnySlowWrite, AnyWrite, Routes, SlowWrites } from './routes.ts'
import { accessRoutes } from './routes/access.ts'
import { artifactRoutes } from './routes/artifacts/artifacts.ts'
import { mountBytes } from './routes/artifacts/bytes.ts'
import { experimentRoutes } from './routes/experiments.ts'
import { loggedModelRoutes } from './routes/logged-models.ts'
import { modelRoutes } from './routes/models.ts'
import { policyRoutes, slowPolicyWrites } from './routes/policy.ts'
import { mountModelFacts } from './routes/model-facts.ts'
import { mountReviews, reviewRoutes, workspaceFacts } from './routes/reviews.ts'
import { mountSample } from './routes/sample.ts'
import { metricRoutes, runRoutes } from './routes/runs.ts'
import { registryWebhookRoutes, slowRegistryWebhookWrites } from './routes/registry-webhooks.ts'
import { slowWebhookWrites, webhookRoutes } from './routes/webhooks.ts'
import { readSummaries } from './store/runs/metric-summaries.ts'
import { weighed } from './weigh.ts'
import { refuseWorkspaces } from './workspaces.ts'
import { hasLongInbox, listInbox } from './store/reviews/requests.ts'
import { keepTexts, writeForSearch } from './store/find/model-texts.ts'
import { verifyNames } from './store/reviews/log.ts'
import { guardedArtifacts } from './store/reviews/policy/guarded.ts'
import { slowVersionWrites, versionRoutes } from './routes/versions.ts'

/** One function per endpoint of the contract. A missing one does not compile. */
const routes: Routes = {
  ...experimentRoutes,
  ...runRoutes,
  ...metricRoutes,
  ...loggedModelRoutes,
  ...modelRoutes,
  ...versionRoutes,
  ...artifactRoutes,
  ...reviewRoutes,
  ...policyRoutes,
  ...accessRoutes,
  ...webhookRoutes,
  ...registryWebhookRoutes,
}

const slowWrites: SlowWrites = {
  ...slowVersionWrites,
  ...slowPolicyWrites,
  ...slowWebhookWrites,
  ...slowRegistryWebhookWrites,
}

/** What some reads need that an older Modelshelf did not write, or that is written only once somebody asks. */
const preparations: { [N in EndpointName]?: (db: Db, input: Checked<N>) => Promise<void> } = {
  findModels: writeForSearch,
  searchRunsBySummary: readSummaries,
  summarizeMetrics: readSummaries,
}

/** What a thread does not know: which person asks. */
const forThread: { [N in EndpointName]?: (db: Db, input: Checked<N>, who: Who) => object } = {
  getWorkspaceModel: (db, { name }, who) => ({ facts: workspaceFacts(db, who, name) }),
}

/** Who writes what the server writes by itself. */
const NOBODY: Who = { kind: 'anyone', name: '' }

/** The embedded backend as a `Backend`. With `accounts`, everybody needs one (docs/accounts.md). */
export function embedded(data: Context, accounts?: Accounts): Backend {
  const { db, writer } = data
  keepTexts(db, writer && ((input) => writer.write('writeTexts', input, () => ({ who: NOBODY, input }))))
  if (accounts) verifyNames(db)
  const context = { ...data, artifacts: guardedArtifacts(data.artifacts, data.db) }
  const routes = embeddedBackend(context, accounts ? doorWithAccounts(context, accounts) : openDoor(context))
  routes.get('/version', () => textAnswer(mlflowVersion))
  const capabilities = {
    loggedModels: true,
    stages: true,
    aliases: true,
    proxiedArtifacts: true,
    uploads: true,
    sampleProject: true,
    metricSummaries: true,
    webhooks: true,
  }
  const info = async () => {
    // A page is not signed in yet when it is loaded.
    const isSent = !accounts && !hasLongInbox(context.db)
    return {
      mlflowVersion,
      backend: 'embedded' as const,
      auth: accounts ? ('accounts' as const) : ('none' as const),
      ...(accounts?.proxy && { isProxied: true }),
      ...(accounts?.provider && { provider: accounts.provider.name }),
      capabilities,
      ...(accounts && { rights: true }),
      ...(isSent && { inbox: [...listInbox(context.db, { verified: false })] }),
    }
  }
  return { routes, check: refuseWorkspaces, info }
}

/** The MLflow API on the embedded database and artifact folder, below both of MLflow's prefixes. */
function embeddedBackend(context: Context, door: Door): Hono {
  const app = new Hono()
  door.mount?.(app)
  for (const name of Object.keys(calls) as EndpointName[]) {
    const wireOf = wireReader(name)
    const answer = answerOf(name, context, door)
    const hasParameters = calls[name].path.includes('{')
    app.on([...calls[name].methods], pathsOf(name), async (c) =>
      answer(await wireOf(c), hasParameters ? c.req.param() : {}, c),
    )
  }
  for (const [path, name] of olderLists) {
    const wireOf = wireReader(name)
    const answer = answerOf(name, context, door)
    app.on('GET', underPrefixes(path), async (c) => answer(forOlder(await wireOf(c)), {}, c))
  }
  app.on('GET', ['/api/3.0/mlflow/server-info', '/ajax-api/3.0/mlflow/server-info'], (c) =>
    answersOf(door)(serverInfo, c),
  )
  mountBytes(app, door, context.db)
  mountReviews(app, door)
  mountModelFacts(app, door)
  mountSample(app, context, door)
  return app
}

function answerOf(name: EndpointName, context: Context, door: Door) {
  const route = routes[name] as AnyRoute
  const slow = slowWrites[name] as AnySlowWrite | undefined
  const prepare = preparations[name] as ((db: Db, input: object) => Promise<void>) | undefined
  const besides = forThread[name] as ((db: Db, input: object, who: Who) => object) | undefined
  const { kind } = calls[name]
  const read = inputReader(endpoints[name].input)
  const json = answersOf(door)
  return async (wire: Wire, parameters: Record<string, string>, c: HonoContext) => {
    const checked = read(wire, parameters)
    const who = door.whoOf(c)
    if (kind === 'read') {
      const seen = door.contextOf(c)
      if (prepare) await prepare(context.db, checked)
      const signal = () => c.req.raw.signal
      if (!isHeavyName(name)) return json(await route(checked, seen, { who, signal }), c)
      const viewer = viewerOf(who)
      const how = { seen: seen.db, onlyQuick: isOnlyQuick(c), signal }
      const asked = () => (besides ? { ...checked, ...besides(seen.db, checked, who) } : checked)
      return readHereOrAside(
        async (most) => json(await route(checked, seen, { who, most }), c),
        context.readers && ((isHeavy) => context.readers?.read(name, asked(), viewer, { ...how, isHeavy })),
      )
    }
    const write: AnyWrite = (more) =>
      writeHereOrAside(
        context.writer,
        name,
        (most) => context.db.write(() => weighed(most, () => route(checked, context, { who, ...more }))),
        (writer, turnedOut) => writer.write(name, checked, () => ({ who, input: checked, more }), turnedOut),
      )
    const answer = await (door.write
      ? door.write(c, { name, route, slow }, checked)
      : slow
        ? slow(checked, context, write)
        : write())
    context.sender?.wake()
    return json(answer, c)
  }
}

const answersOf =
  (door: Door) =>
  (answer: unknown, c: HonoContext): Response | Promise<Response> => {
    if (answer instanceof JsonText) return jsonAnswer(answer.text, door)
    const person = door.personOf(c)
    if (answer instanceof LongList) return answer.answer(door.stillAllowed(c), person)
    return longInTurns(answer, door.stillAllowed(c), { person }) ?? jsonAnswer(writeJson(answer), door)
  }

function pathsOf(name: EndpointName): string[] {
  const path = calls[name].path.replaceAll(/\{(\w+)\}/g, ':$1')
  if (prefixOf(name) === '') return [`/${path}`]
  // MLflow registers this path without a slash, and its clients call it that way (docs/rest-contract.md §1).
  return name === 'searchDatasets' ? [...underPrefixes(path), `/api/2.0mlflow/${path}`] : underPrefixes(path)
}

/** 1.x clients call the registry below `preview` first. */
const underPrefixes = (path: string) =>
  ['/api/2.0/', '/ajax-api/2.0/', '/api/2.0/preview/', '/ajax-api/2.0/preview/'].map(
    (prefix) => `${prefix}mlflow/${path}`,
  )

/** Calls of 1.x clients, and the endpoint that answers each now. */
const olderLists = [
  ['experiments/list', 'searchExperiments'],
  ['registered-models/list', 'searchModels'],
] as const

/** 1.x clients omit `max_results` or send 0 for the default. */
function forOlder(wire: Wire): Wire {
  if ('body' in wire) {
    const { maxResults = 0, max_results = maxResults, ...rest } = wire.body
    return { body: { ...rest, max_results: Number(max_results) === 0 ? 1000 : max_results } }
  }
  const { query } = wire
  if ((query.get('max_results') ?? '0') === '0') query.set('max_results', '1000')
  return { query }
}

/** 3.x clients ask for this before their first download (docs/rest-contract.md §10). */
const serverInfo: MlflowServerInfo = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: false,
  presigned_upload_model_id_supported: false,
  model_artifact_presigned_downloads_supported: false,
  artifact_serving_enabled: true,
  artifacts_presigned_only: false,
  tracking_auth: '',
  features_enabled: { gateway: false, scheduled_issue_detection: false },
}
