import { expect, test } from 'vitest'
import { openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { logMetric } from '../store/runs/run-logging.ts'
import { createRun } from '../store/runs/runs.ts'

// Nobody can tell by the time of an answer whether a name is hidden or free, however much there is of what is hidden. Takes minutes:
// `npm run soak`.

const NAMES = 40
const ROUNDS = 100
/** Runs of each hidden experiment, versions of each model and points of each metric. */
const MUCH = 50
/** The largest difference, as a part of the time for what is missing. Making the list of what is closed would cost 30 % and more. */
const MOST = 0.05

const mlflow = '/api/2.0/mlflow'

type Asked = { path: string; body?: object }
type Named = Pick<Things, 'model' | 'run' | 'experiment' | 'loggedModel'>
const get = (path: string, values: Record<string, string>): Asked => ({
  path: `${path}?${new URLSearchParams(values)}`,
})
const versions = `${mlflow}/model-versions`

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
    const headers = { ...world.headersOf('contributor'), 'Content-Type': 'application/json' }
    const timeOf = async ({ path, body }: Asked) => {
      const before = process.hrtime.bigint()
      const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) }
      await (await world.app.request(path, init)).text()
      return Number(process.hrtime.bigint() - before) / 1000
    }
    const all = hidden.map((things) => [request(things), request(missingOf(things))] as const)
    const times: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [at, both] of all.entries())
        // Alternately first, so that neither always finds warm caches.
        for (const which of (at + round) % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
          times[which].push(await timeOf(both[which]))
    const [ofHidden, ofMissing] = times.map(quick) as [number, number]
    const difference = ofHidden / ofMissing - 1
    console.log(`missing ${ofMissing.toFixed(1)} µs, hidden ${(difference * 100).toFixed(1)} % more`)
    expect(Math.abs(difference)).toBeLessThan(MOST)
  },
)

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

/** The same names and ids of as many characters, of nothing. */
const missingOf = ({ model, run, experiment, loggedModel }: Things): Named => ({
  model: model.replace('hush', 'void'),
  run: otherEnd(run),
  experiment: `${Number(experiment) + 100}`,
  loggedModel: otherEnd(loggedModel),
})

const otherEnd = (id: string) => id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))

/** What a tenth of the times do not exceed: the others tell more of what else the machine did. So would somebody judge who guesses. */
const quick = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 10)]!
