import { randomUUID } from 'node:crypto'
import type { Call } from '#contract/client.ts'
import { type Cost, distinct, watchCost } from '../../testbed/cost.ts'
import { loadInSteps } from './load-in-steps.ts'
import { folderOf, putArtifact } from '../../testbed/artifacts.ts'
import { MLMODEL } from '../../testbed/mlmodel.ts'
import type { Backend } from '../../testbed/projects.ts'
import { startServer } from '../../testbed/server.ts'
import { addModels } from '../../testbed/thousand.ts'
import { expect, mlflow3, only, test as base } from '../fixtures.ts'

/** The annotation of a test that other tests' models would disturb. */
const OWN_SERVER = 'own server'
const test = base.extend({
  server: async ({ server }, provide, { annotations }) => {
    if (!annotations.some(({ type }) => type === OWN_SERVER)) return provide(server)
    const own = await startServer()
    await provide({ ...server, url: own.url, data: own.data })
    await own.stop()
  },
})

// What the first load of each page costs. Counts are exact, so that one more file, call or step fails, and one less is written down.
// Bytes are JS and CSS as sent (brotli), with room for 3 %; files are those of code; calls are those of the API that the document does
// not answer. Steps are what the document names, then what its code asks for without waiting for an answer, and so on. Nodes are elements
// of the page, with a tenth of room.
const budgets = [
  { page: 'models', bytes: 247_000, files: 5, nodes: 960, embedded: { calls: 1, steps: 2 } },
  // The menu of its chart and what that needs come when the chart is drawn.
  { page: 'model', bytes: 300_000, files: 6, nodes: 400, embedded: { calls: 0, steps: 2 } },
  // Too many versions for the document, whose runs moved to another experiment: versions, two runs, then a search for the others.
  { page: 'manyVersions', bytes: 263_000, files: 5, nodes: 1430, embedded: { calls: 4, steps: 3 } },
  { page: 'version', bytes: 285_000, files: 5, nodes: 388, embedded: { calls: 0, steps: 1 } },
  {
    page: 'runs',
    bytes: 252_000,
    files: 5,
    nodes: 1430,
    embedded: { calls: 1, steps: 2 },
    'mlflow-3': { calls: 3, steps: 2 },
  },
  // Its child runs, if they are in view.
  { page: 'run', bytes: 237_000, files: 4, nodes: 317, embedded: { calls: 1, steps: 2 } },
  { page: 'metrics', bytes: 316_000, files: 7, nodes: 223, embedded: { calls: 1, steps: 2 } },
  {
    page: 'artifact',
    bytes: 308_000,
    files: 6,
    nodes: 215,
    embedded: { calls: 0, steps: 1 },
    'mlflow-3': { calls: 5, steps: 2 },
  },
  // What MLflow 3 makes: a logged model, the version registered from it, and its file below the run that logged it.
  {
    page: 'loggedVersion',
    bytes: 241_000,
    files: 4,
    nodes: 363,
    embedded: { calls: 0, steps: 1 },
    'mlflow-3': { calls: 5, steps: 3 },
  },
  {
    page: 'loggedModel',
    bytes: 344_000,
    files: 6,
    nodes: 370,
    embedded: { calls: 0, steps: 1 },
    'mlflow-3': { calls: 7, steps: 2 },
  },
  {
    page: 'loggedFile',
    bytes: 347_000,
    files: 7,
    nodes: 283,
    embedded: { calls: 0, steps: 1 },
    'mlflow-3': { calls: 8, steps: 3 },
  },
] as const

for (const { page: name, bytes, files, nodes, ...costs } of budgets)
  test(
    `the first load of ${name} is small, and needs few files, calls and steps`,
    { tag: 'mlflow-3' in costs ? mlflow3 : [], annotation: name === 'models' ? { type: OWN_SERVER } : [] },
    async ({ page, call, server, unique, backend }) => {
      const { calls, steps } = (costs as Partial<Record<Backend, Counts>>)[backend]! // the tag says which
      const make = seeds[name] ?? seed
      const places: Places = await make(call, server.url, unique('Budget'), backend)
      const { path, shows } = places[name]!
      await page.addInitScript(noteIntl)
      await page.addInitScript(countReplacing)
      const cost = await watchCost(page)
      const content = page.getByText(shows).first()
      let inSteps = await loadInSteps(page, path, content)
      await expect(content).toBeVisible()
      test.info().annotations.push({ type: 'cost', description: summary(cost) })
      const drawn = await page.locator('*').count()
      test.info().annotations.push({ type: 'steps', description: `${drawn} elements; ${JSON.stringify(inSteps)}` })
      expect(drawn).toBeLessThanOrEqual(nodes)
      expect(cost.bytes).toBeGreaterThan(50_000) // something was counted
      expect(cost.bytes).toBeLessThanOrEqual(bytes)
      const code = distinct(cost.code)
      expect(code, code.join('\n')).toHaveLength(files)
      const apart = code
        .map(nameOf)
        .filter((file) => /Dialog|Preview$|^(dialogs|previews|RichMarkdown|charts|CommandPalette)$/.test(file))
      expect(apart, 'code that waits until somebody opens something').toEqual(opened[name] ?? [])
      // In front of MLflow the page asks for open requests, if other tests have some.
      const isOwn = (asked: string) => backend === 'embedded' || !asked.includes('/modelshelf/requests')
      const requests = distinct(cost.requests).filter(isOwn)
      expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(MOST_REQUESTS)
      // The document names the page's own code, so that it arrives beside the app's.
      const own = code
        .filter((url) => (name === 'loggedModel' ? /previews-[^/]*\.js$/ : /Page-[^/]*\.js$/).test(url))
        .map((url) => new URL(url).pathname.split('/').at(-1)!)
      expect(own).toHaveLength(1)
      expect(inSteps[0]!.join()).toContain(own[0])
      expect(await page.evaluate(() => (window as Noting).usedIntl)).toEqual([])
      expect(await page.evaluate(() => (window as Noting).replaced)).toBe(1)
      // Rows that a busy machine draws more than 30 ms apart share no call, so it fails only if every attempt has one too many.
      let fewest = distinct(cost.calls).filter(isOwn)
      for (let again = 0; fewest.length > calls && again < 2; again += 1) {
        const before = cost.calls.length
        await loadInSteps(page, path, content)
        fewest = distinct(cost.calls.slice(before)).filter(isOwn)
      }
      expect(fewest, fewest.join('\n')).toHaveLength(calls)
      // On a busy machine, a step's requests may come so far apart that they look like two steps.
      if (inSteps.length !== steps) inSteps = await loadInSteps(page, path, content, 500)
      expect(inSteps.length, JSON.stringify(inSteps)).toBe(steps)
    },
  )

/** What of that a page shows at first. */
const opened: Partial<Record<string, string[]>> = {
  artifact: ['previews'],
  loggedModel: ['previews'],
  loggedFile: ['previews'],
}
/** Also in front of MLflow, whose answers no document has. */
const MOST_REQUESTS = 16
/** The name of a file of code, without its hash. */
const nameOf = (url: string) =>
  new URL(url).pathname
    .split('/')
    .at(-1)!
    .replace(/-.{8}\.\w+$/, '')

type Counts = { calls: number; steps: number }
type Places = Record<string, { path: string; shows: string }>
type Noting = Window & { usedIntl?: string[]; whileRunning?: string[]; replaced?: number }

/** In the page: counts what replaces the state of its place, which takes the browser 15 ms from the second time on. */
function countReplacing() {
  const noting = window as Noting
  noting.replaced = 0
  const { history } = window
  const replace = history.replaceState.bind(history)
  history.replaceState = (...args) => {
    noting.replaced! += 1
    replace(...args)
  }
}

/** In the page: notes who uses Intl, by its own name or by that of a method. Its first use takes 10 to 20 ms of the main thread. */
function noteIntl(): void {
  const used: string[] = ((window as Noting).usedIntl = [])
  for (const { prototype } of [Number, BigInt, Date, Array, String])
    for (const method of Object.getOwnPropertyNames(prototype).filter((name) => /^(toL|l)ocale/.test(name)))
      Object.assign(prototype, {
        [method]: new Proxy(Reflect.get(prototype, method) as () => unknown, {
          apply(called, on, args) {
            used.push(`${method} ${new Error().stack}`)
            return Reflect.apply(called, on, args)
          },
        }),
      })
  const kinds = [
    'Collator',
    'DateTimeFormat',
    'ListFormat',
    'NumberFormat',
    'PluralRules',
    'RelativeTimeFormat',
  ] as const
  for (const kind of kinds)
    Object.assign(Intl, {
      [kind]: new Proxy(Intl[kind], {
        construct(made, args: unknown[]) {
          used.push(`${kind} ${new Error().stack}`)
          return Reflect.construct(made, args) as object
        },
      }),
    })
}

/** In the page: notes which files of code run when an error is made, which V8 reads again while an inspector listens. */
function noteErrors(): void {
  const running: string[] = ((window as Noting).whileRunning = [])
  window.Error = new Proxy(Error, {
    apply(made, on, args) {
      const error = Reflect.apply(made, on, args) as Error
      const files = (error.stack ?? '').matchAll(/\/assets\/([^/]*)-.{8}\.js/g)
      running.push([...new Set(Array.from(files, ([, name]) => name))].join(' '))
      return error
    },
  })
}

test('the first load of compared runs is small, without the code of charts', async ({ page, call, server, unique }) => {
  const { run } = await seed(call, server.url, unique('Budget'))
  const cost = await watchCost(page)
  await page.goto(`compare/${run.path.replace('/', '?runs=')}`, { waitUntil: 'networkidle' })
  await expect(page.getByText('1 run,')).toBeVisible()
  expect(cost.bytes).toBeGreaterThan(50_000) // something was counted
  expect(cost.bytes).toBeLessThanOrEqual(329_000)
  expect(distinct(cost.calls).length, cost.calls.join('\n')).toBeLessThanOrEqual(5)
})

test(
  'the first call starts before the code of the app has run',
  only('upstream', 'the embedded backend answers it in the document'),
  async ({ page, call, server, unique }) => {
    const { runs } = await seed(call, server.url, unique('Early'))
    const app = page.waitForRequest(/\/assets\/index-[^/]*\.js$/)
    const asked = Promise.withResolvers<void>()
    await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
      await asked.promise
      await route.continue()
    })
    const first = page.waitForRequest(/runs\/search$/)
    await page.goto(runs.path, { waitUntil: 'commit' })
    await app
    await first
    asked.resolve()
    await expect(page.getByText(runs.shows).first()).toBeVisible()
  },
)

test('what a link leads to is asked for beside the code of its page', async ({ page, call, server, unique }) => {
  const places = await seed(call, server.url, unique('Budget'))
  const { shows: name, path: runs } = places.runs
  for (const [from, to, code, first] of [
    ['models', places.model, /ModelPage-.*\.js$/, /model-versions\/search\?/],
    [runs, places.run, /RunPage-.*\.js$/, /runs\/get\?/],
  ] as const) {
    await page.goto(from, { waitUntil: 'networkidle' })
    const asked = page.waitForRequest(first)
    // The code does not come before the call.
    await page.route(code, async (route) => {
      await asked
      await route.continue()
    })
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByText(to.shows).first()).toBeVisible()
  }
})

test('a second page of the same kind asks for no code again', async ({ page, call, server, unique }) => {
  const { version, run } = await seed(call, server.url, unique('Again'))
  const first = await call('getRun', { run_id: run.path.split('/')[1]! })
  const { experiment_id } = first.run.info
  const other = await call('createRun', { experiment_id, run_name: 'another', start_time: Date.now() })
  const cost = await watchCost(page)
  for (const [path, second, shows] of [
    [version.path, version.path.replace(/2$/, '1'), 'distance'], // its MLmodel says so
    [run.path, `runs/${other.run.info.run_id}`, run.shows],
  ]) {
    await page.goto(path!, { waitUntil: 'networkidle' })
    await expect(page.getByText(shows!).first()).toBeVisible()
    const before = { sent: cost.sent.length, code: cost.code.length }
    expect(before.sent).toBeGreaterThan(2) // something was counted
    await page.goto(second!, { waitUntil: 'networkidle' })
    expect(cost.code.length).toBeGreaterThan(before.code + 2)
    expect(cost.sent.slice(before.sent)).toEqual([])
  }
})

test('code carries the hint to be compiled while it arrives', async ({ page }) => {
  const files = ['index', 'react', 'ModelsPage']
  const sent = files.map((name) => page.waitForResponse(new RegExp(`/assets/${name}-[^/]*\\.js$`)))
  await page.addInitScript(noteErrors)
  await page.goto('models')
  // It counts only as the first line, so anything else added to the files must come after it.
  for (const code of sent) expect((await (await code).text()).slice(0, 29)).toBe('//# allFunctionsCalledOnLoad\n')

  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible()
  const running = await page.evaluate(() => (window as Noting).whileRunning)
  expect(running?.length, 'errors that React makes to throw later').toBeGreaterThan(2)
  expect(new Set(running), 'files that run while React makes them').toEqual(new Set(['react']))
})

test('a run with models requests everything once, including its children if they are in view', async ({
  page,
  call,
  unique,
}) => {
  const { experiment_id } = await call('createExperiment', { name: unique('Family') })
  const { run } = await call('createRun', { experiment_id, run_name: 'parent', start_time: Date.now() })
  const { run_id } = run.info
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  await call('logOutputs', { run_id, models: [{ model_id: model.info.model_id }] })
  const tags = [{ key: 'mlflow.parentRunId', value: run_id }]
  await call('createRun', { experiment_id, run_name: 'child', start_time: Date.now(), tags })
  await page.setViewportSize({ width: 1280, height: 2000 })
  const cost = await watchCost(page)
  await page.goto(`runs/${run_id}`, { waitUntil: 'networkidle' })
  await expect(page.getByRole('link', { name: 'forest' })).toBeVisible()
  expect(distinct(cost.calls).length, distinct(cost.calls).join('\n')).toBeLessThanOrEqual(5)
  await expect(page.getByRole('table', { name: 'Child runs' })).toContainText('child')
})

test.describe('a model with versions from many experiments', () => {
  test.use({ allowedStatuses: [404] })

  test('finds their runs in few calls, and asks for no versions to show the policy', async ({
    page,
    call,
    unique,
    backend,
  }) => {
    const name = unique('scattered')
    await call('createModel', { name })
    for (const accuracy of [0.125, 0.25, 0.375, 0.625]) {
      const { experiment_id } = await call('createExperiment', { name: unique('e') })
      const { run } = await call('createRun', { experiment_id, start_time: Date.now() })
      const { run_id } = run.info
      await call('logMetric', { run_id, key: 'accuracy', value: accuracy, timestamp: Date.now() })
      await call('createVersion', { name, source: 's3://bucket/model', run_id })
    }
    // MLflow's clean-up removes runs that versions still refer to. The embedded backend has no clean-up.
    const gone = Array.from({ length: backend === 'embedded' ? 0 : 6 }, () => randomUUID().replaceAll('-', ''))
    for (const run_id of gone) await call('createVersion', { name, source: 's3://bucket/model', run_id })
    const cost = await watchCost(page)
    await page.goto(`models/${encodeURIComponent(name)}`)
    await expect(page.getByRole('row', { name: /Version 1 / })).toContainText('0.125')
    await expect(page.getByRole('row', { name: /Version 4 / })).toContainText('0.625')
    const forRuns = cost.calls.filter((url) => /runs|experiments/.test(url))
    expect(forRuns.length, forRuns.join('\n')).toBeLessThanOrEqual(4)
    const before = cost.calls.length
    await page.goto(`models/${encodeURIComponent(name)}/policy`, { waitUntil: 'networkidle' })
    expect(cost.calls.slice(before).filter((url) => /model-versions|runs/.test(url))).toEqual([])
  })
})

const summary = (cost: Cost) =>
  `${cost.bytes} bytes in ${distinct(cost.code).length} files, ${distinct(cost.calls).length} calls, ` +
  `${distinct(cost.requests).length} requests`

/** A model with versions from a run that has a little of everything; where each kind of page shows them, and by what. */
async function seed(call: Call, url: string, name: string) {
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: name, start_time: Date.now() })
  const { run_id } = run.info
  await call('logBatch', {
    run_id,
    metrics: [{ key: 'rmse', value: 7, timestamp: Date.now(), step: 1 }],
    params: [{ key: 'depth', value: '8' }],
    tags: [{ key: 'team', value: 'rides' }],
  })
  const stored = `${experiment_id}/${run_id}/artifacts`
  const put = (path: string, body: string) =>
    fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${path}`, { method: 'PUT', body })
  await put(`${stored}/facts.json`, '{"rmse": 7}')
  await put(`${stored}/model/MLmodel`, MLMODEL)
  await call('createModel', { name, description: 'Predicts **fares**.', tags: [{ key: 'team', value: 'rides' }] })
  for (const version of ['1', '2']) {
    await call('createVersion', {
      name,
      source: `mlflow-artifacts:/${stored}/model`,
      run_id,
      description: 'The *first*.',
    })
    await call('transitionStage', { name, version, stage: 'Staging' })
  }
  await call('setAlias', { name, alias: 'champion', version: '1' })
  const model = `models/${encodeURIComponent(name)}`
  return {
    models: { path: 'models', shows: name },
    model: { path: model, shows: 'champion' },
    version: { path: `${model}/versions/2`, shows: 'rmse' },
    runs: { path: `experiments/${experiment_id}/runs`, shows: name },
    run: { path: `runs/${run_id}`, shows: 'rmse' },
    metrics: { path: `runs/${run_id}/metrics`, shows: 'logged once' },
    artifact: { path: `runs/${run_id}/artifacts/facts.json`, shows: 'rmse' },
  }
}

/** As `seed`, with 99 more models in the list, on a server that has no others. */
async function seedModels(call: Call, url: string, name: string) {
  await addModels(call, 0, 99)
  return seed(call, url, name)
}

/** As `seed`, with 99 older runs in the list, whose rows then fill the window. A real MLflow takes seconds to make them. */
async function seedRuns(call: Call, url: string, name: string, backend: Backend) {
  const places = await seed(call, url, name)
  const experiment_id = places.runs.path.split('/')[1]!
  const older = async (start_time: number) => {
    const { run } = await call('createRun', { experiment_id, run_name: `older ${start_time}`, start_time })
    await call('logMetric', { run_id: run.info.run_id, key: 'rmse', value: start_time, timestamp: start_time })
  }
  if (backend === 'embedded') await Promise.all(Array.from({ length: 99 }, (_, at) => older(at + 1)))
  return places
}

/** A model that a run logged as MLflow 3 does, and a version registered from it; where they are shown, by a library of the model. */
async function seedLogged(call: Call, url: string, name: string) {
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: name, start_time: Date.now() })
  const { run_id } = run.info
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  const { model_id, artifact_uri = '' } = model.info
  await call('logOutputs', { run_id, models: [{ model_id }] })
  // As log_model writes it.
  const named = MLMODEL.replace(/(?<=python_function:\n)/, '    env:\n      virtualenv: python_env.yaml\n')
  for (const [path, body] of Object.entries({ MLmodel: named, 'requirements.txt': 'scikit-learn==1.5.1\n' }))
    await putArtifact(url, `${folderOf(artifact_uri)}/${path}`, body)
  await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
  await call('createModel', { name })
  await call('createVersion', { name, source: `models:/${model_id}`, run_id, model_id })
  const shows = 'scikit-learn==1.5.1'
  return {
    loggedVersion: { path: `models/${encodeURIComponent(name)}/versions/1`, shows },
    loggedModel: { path: `logged-models/${model_id}`, shows },
    loggedFile: { path: `runs/${run_id}/artifacts/forest/MLmodel`, shows },
  }
}

/** A model with 200 versions from runs of two experiments; where it is shown, by the metric of its newest run. */
async function seedMany(call: Call, _url: string, name: string) {
  const [old, recent] = [
    await call('createExperiment', { name }),
    await call('createExperiment', { name: `${name} 2` }),
  ]
  await call('createModel', { name })
  const runs: string[] = []
  for (let at = 0; at < 200; at += 1) {
    const { experiment_id } = at < 90 ? old : recent
    const { run } = await call('createRun', { experiment_id, start_time: Date.now() })
    runs.push(run.info.run_id)
  }
  await call('logMetric', { run_id: runs.at(-1)!, key: 'rmse', value: 3.0625, timestamp: Date.now() })
  const description = 'Retrained on the fares of the night before. '.repeat(8)
  for (const run_id of runs) await call('createVersion', { name, source: `runs:/${run_id}/model`, run_id, description })
  return { manyVersions: { path: `models/${encodeURIComponent(name)}`, shows: '3.0625' } }
}

/** What a page needs besides what most of them show. */
const seeds: Partial<Record<string, (...how: Parameters<typeof seedRuns>) => Promise<Places>>> = {
  models: seedModels,
  runs: seedRuns,
  manyVersions: seedMany,
  loggedVersion: seedLogged,
  loggedModel: seedLogged,
  loggedFile: seedLogged,
}
