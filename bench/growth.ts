import { join } from 'node:path'
import { startServer } from '../testbed/server.ts'
import { type Data, eight, fill } from '../testbed/thousand.ts'
import { cases, get, post } from './cases.ts'
import { addRuns } from '../testbed/many-runs.ts'
import { type Figures, measure, type Plan, type Server } from './measure.ts'
import { ratio, spreadOf } from './spread.ts'
import { commitOf, startCheckout } from './start-checkout.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

const [FEW, MANY] = [100, 10_000]

const FROM_100 = 1.5

/** What else comes in pages. Among as many versions, experiments, logged models and points of a metric. */
const others: readonly Pick<(typeof cases)[number], 'name' | 'ask'>[] = [
  { name: 'models, last page', ask: ({ deepToken }) => get('registered-models/search', lastPage(deepToken)) },
  { name: 'versions, page of 100', ask: () => get('model-versions/search', { max_results: 100 }) },
  { name: 'experiments, page of 100', ask: () => post('experiments/search', { max_results: 100 }) },
  {
    name: 'logged models, 100',
    ask: ({ experiment }) => post('logged-models/search', { experiment_ids: [experiment], max_results: 100 }),
  },
  {
    name: 'history, 100 points',
    ask: ({ run }) => get('metrics/get-history', { run_id: run, metric_key: 'loss', max_results: 100 }),
  },
]

const lastPage = (page_token: string) => ({ max_results: 100, page_token })

/** Sends what comes in pages to a server with 100 of everything and to one with 10,000, in turn. `beforeIn`: the folder of another checkout whose
 * two servers are asked too; empty for none. */
export async function measureGrowth(plan: Plan, beforeIn: string): Promise<void> {
  const servers: Started[] = []
  try {
    for (const there of beforeIn ? ['', beforeIn] : [''])
      for (const count of [FEW, MANY]) servers.push(await among(count, there))
    const columns = ['request', 'of 100', 'of 10,000', '×', 'processor time', 'at most', '']
    const columnsBefore = ['before, of 100', 'of 10,000', '×', 'processor time']
    const row = table(
      'Growth: median ms of one client, among 100 of everything and among 10,000',
      beforeIn ? [...columns, ...columnsBefore] : columns,
      beforeIn ? `Before is ${commitOf(beforeIn)}.` : '',
    )
    const growing = cases.flatMap(({ grow, ...item }) => (grow === undefined ? [] : [{ ...item, grow }]))
    for (const { name, grow, ask } of [...growing, ...others.map((item) => ({ ...item, grow: FROM_100 }))]) {
      const [a, b, ...old] = await measure(servers, ask, plan, 0)
      if (!a || !b) throw new Error('one of each server')
      const mark = misses('growth from 100 to 10,000, ×', name, ratio(b.p50, a.p50), grow) ? '←' : ''
      const was = old[0] && old[1] ? cellsOf(old[0], old[1]) : []
      row([name, ...cellsOf(a, b), grow, mark, ...was])
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

const cellsOf = (few: Figures, many: Figures) => [
  spreadOf(few.p50).mid,
  spreadOf(many.p50).mid,
  ratio(many.p50, few.p50),
  ratio(many.cpu, few.cpu),
]

type Started = Server & { stop: () => Promise<void> }

/** Starts a server, of the checkout in the folder `there` if that is not empty, with so many of everything. */
async function among(count: number, there: string): Promise<Started> {
  const server = there ? await startCheckout(there) : await startServer()
  const data = await fill(server.url, { models: count, versions: 1, runs: 0, points: count, files: 1 })
  addRuns('ours', join(server.data, 'modelshelf.db'), data.experiment, count)
  await addOthers(data, count)
  return { data, pid: 'pid' in server ? server.pid : server.process.pid, stop: () => server.stop() }
}

async function addOthers({ call, experiment }: Data, count: number): Promise<void> {
  await eight(count, async (index) => {
    await call('createExperiment', { name: `experiment ${index}` })
    await call('createLoggedModel', { experiment_id: experiment, name: `logged ${index}` })
  })
}
