import { expect, test } from 'vitest'
import { openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { fillHidden, guesses, hiddenWord, missingWord, type SearchKind } from '../../testing/hidden-values.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { logMetric } from '../store/runs/run-logging.ts'
import { createRun } from '../store/runs/runs.ts'
import { FEW } from '../store/search/search-start.ts'

// Nobody can tell by the time of an answer whether a name is hidden or free, however much there is of what is hidden, nor whether
// anything hidden has a value. Takes minutes: `npm run soak`. hidden-searches.test.ts counts rows instead.

const NAMES = 40
const ROUNDS = 100
/** Runs of each hidden experiment, versions of each model and points of each metric. */
const MUCH = 50
/** Hidden runs, models and the rest with one value. */
const MANY = 2000
/** The largest difference, as a part of the time for what is missing. Making the list of what is closed would cost 30 % and more. */
const MOST = 0.05
/** Where the times are compared. The slowest half tells more of what else the machine did, as it does to somebody who guesses. */
const QUANTILES = [0.1, 0.25, 0.5] as const

const mlflow = '/api/2.0/mlflow'

type Asked = { path: string; body?: object }
type Named = Pick<Things, 'model' | 'run' | 'experiment' | 'loggedModel' | 'comment'>
const get = (path: string, values: Record<string, string>): Asked => ({
  path: `${path}?${new URLSearchParams(values)}`,
})
const proxied = '/api/2.0/mlflow-artifacts/artifacts'
const versions = `${mlflow}/model-versions`

// Not here: the deliveries of a webhook, about 5 % slower where something hidden is found.
const asked: Record<string, (on: Named) => Asked> = {
  model: ({ model }) => get(`${mlflow}/registered-models/get`, { name: model }),
  search: ({ model }) => get(`${mlflow}/registered-models/search`, { filter: `name = '${model}'` }),
  version: ({ model }) => get(`${versions}/get`, { name: model, version: '1' }),
  versions: ({ model }) => get(`${versions}/search`, { filter: `name = '${model}'` }),
  latest: ({ model }) => get(`${mlflow}/registered-models/get-latest-versions`, { name: model }),
  alias: ({ model }) => get(`${mlflow}/registered-models/alias`, { name: model, alias: 'champion' }),
  newest: ({ model }) => get(`${mlflow}/registered-models/alias`, { name: model, alias: 'latest' }),
  activities: ({ model }) => get('/modelshelf/activities', { name: model }),
  facts: ({ model }) => get('/modelshelf/model-facts', { names: JSON.stringify([model]) }),
  experiment: ({ experiment }) => get(`${mlflow}/experiments/get`, { experiment_id: experiment }),
  run: ({ run }) => get(`${mlflow}/runs/get`, { run_id: run }),
  runs: ({ experiment }) => ({ path: `${mlflow}/runs/search`, body: { experiment_ids: [experiment] } }),
  history: ({ run }) => get(`${mlflow}/metrics/get-history`, { run_id: run, metric_key: 'much' }),
  'logged model': ({ loggedModel }) => get(`${mlflow}/logged-models/${loggedModel}`, {}),
  'logged models': ({ experiment }) => ({
    path: `${mlflow}/logged-models/search`,
    body: { experiment_ids: [experiment] },
  }),
  artifact: ({ run }) => get('/get-artifact', { run_id: run, path: 'f' }),
  'proxied artifact': ({ experiment, run }) => get(`${proxied}/${experiment}/${run}/artifacts/f`, {}),
  'proxied folder': ({ experiment, run }) => get(proxied, { path: `${experiment}/${run}/artifacts` }),
  access: ({ model }) => get('/modelshelf/access', { model }),
  'shared links': ({ model }) => get('/modelshelf/shared-links', { model }),
  permission: ({ model }) => get(`${mlflow}/registered-models/permissions/get`, { name: model, username: 'editor' }),
  'workspace permissions': ({ comment }) => get(`/api/2.0/permissions/registered-models/${comment.split('.')[0]}`, {}),
  tag: ({ model }) => ({ path: `${mlflow}/registered-models/set-tag`, body: { name: model, key: 'k', value: 'v' } }),
  move: ({ model }) => ({
    path: `${versions}/transition-stage`,
    body: { name: model, version: '1', stage: 'Staging' },
  }),
}

test.runIf(process.env['MODELSHELF_SOAK']).for(Object.entries(asked))(
  'what is hidden takes as long as what is missing: %s',
  { timeout: 600_000 },
  async ([, request]) => {
    const { world, hidden } = await (opened ??= open())
    await compare(
      world,
      hidden.map((things) => [request(things), request(missingOf(things))]),
      ROUNDS,
    )
  },
)

/** The first page of a search. */
const searched: Record<SearchKind, (search: { filter: string; order_by: string[] }, experiment: string) => Asked> = {
  runs: (search, experiment) => ({
    path: `${mlflow}/runs/search`,
    body: { experiment_ids: [experiment], ...search, ...page },
  }),
  loggedModels: ({ filter, order_by }, experiment) => ({
    path: `${mlflow}/logged-models/search`,
    body: { experiment_ids: [experiment], filter, order_by: order_by.map((field_name) => ({ field_name })), ...page },
  }),
  models: ({ filter }) => get(`${mlflow}/registered-models/search`, { filter, max_results: '10' }),
  versions: ({ filter }) => get(`${versions}/search`, { filter, max_results: '10' }),
  experiments: ({ filter }) => ({ path: `${mlflow}/experiments/search`, body: { filter, ...page } }),
  words: ({ filter }) => ({ path: '/modelshelf/find-models', body: { words: [filter] } }),
}
const page = { max_results: 10 }

test.runIf(process.env['MODELSHELF_SOAK']).for(guesses)(
  'a value that only hidden ones have takes as long as one that nothing has: $kind: $what',
  { timeout: 600_000 },
  async ({ kind, asked }) => {
    const { world, shown } = await (many ??= openMany())
    const of = (word: string) => searched[kind](asked(word), shown)
    await compare(world, [[of(hiddenWord), of(missingWord)]], 10 * NAMES)
  },
)

/** Compares the times of pairs of requests, each sent so often. */
async function compare(world: World, all: (readonly [hidden: Asked, missing: Asked])[], rounds: number) {
  const headers = { ...world.headersOf('contributor'), 'Content-Type': 'application/json' }
  const timeOf = async ({ path, body }: Asked) => {
    const before = process.hrtime.bigint()
    const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) }
    await (await world.app.request(path, init)).text()
    return Number(process.hrtime.bigint() - before) / 1000
  }
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1)
    for (const [at, both] of all.entries())
      // Alternately first, so that neither always finds warm caches.
      for (const which of (at + round) % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
        times[which].push(await timeOf(both[which]))
  const [ofHidden, ofMissing] = times.map((all) => all.toSorted((a, b) => a - b)) as [number[], number[]]
  const differences = QUANTILES.map((part) => quantile(ofHidden, part) / quantile(ofMissing, part) - 1)
  const shown = differences.map((difference) => `${(difference * 100).toFixed(1)} %`)
  console.log(`missing ${quantile(ofMissing, QUANTILES[0]).toFixed(1)} µs, hidden more by ${shown.join(', ')}`)
  for (const difference of differences) expect(Math.abs(difference)).toBeLessThan(MOST)
}

let opened: ReturnType<typeof open> | undefined

/** Things that are hidden from the contributor, with much in them. */
async function open(): Promise<{ world: World; hidden: Things[] }> {
  const world = await openAccounts()
  const { db } = world
  const hidden = await db.write(() =>
    Array.from({ length: NAMES }, () => {
      const things = world.things(true, 'admin')
      for (let more = 0; more < MUCH; more += 1) {
        createRun(db, { experiment_id: things.experiment })
        createVersion(db, { name: things.model, source: 's3://more/files' })
        logMetric(db, things.run, { key: 'much', value: more, timestamp: more, step: more })
      }
      return things
    }),
  )
  return { world, hidden }
}

let many: ReturnType<typeof openMany> | undefined

/** More than enough that is shown for a search to walk an index, where it may. */
async function openMany() {
  const world = await openAccounts()
  const { shown } = await world.db.write(() => fillHidden(world.db, { hidden: MANY, shown: 100, runs: FEW + 100 }))
  return { world, shown }
}

/** The same names and ids of as many characters, of nothing. */
const missingOf = ({ model, run, experiment, loggedModel, comment }: Things): Named => ({
  model: model.replace('hush', 'void'),
  run: otherEnd(run),
  experiment: `${Number(experiment) + 100}`,
  loggedModel: otherEnd(loggedModel),
  comment: `${Number(comment.split('.')[0]) + 100}.1`,
})

const otherEnd = (id: string) => id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))

/** The time that this part of the sorted ones does not exceed. */
const quantile = (sorted: number[], part: number) => sorted[Math.floor(sorted.length * part)]!
