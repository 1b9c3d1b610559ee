import { join } from 'node:path'
import { startServer } from '../testbed/server.ts'
import { type Data, eight, fill } from '../testbed/thousand.ts'
import { cases, get, post } from './cases.ts'
import { addRuns } from '../testbed/many-runs.ts'
import { measure, type Plan, type Server } from './measure.ts'
import { ratio, spreadOf } from './spread.ts'
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

/** Sends what comes in pages to a server with 100 of everything and to one with 10,000, in turn. */
export async function measureGrowth(plan: Plan): Promise<void> {
  await among(FEW, async (few) =>
    among(MANY, async (many) => {
      const columns = ['request', 'of 100', 'of 10,000', '×', 'processor time', 'at most', '']
      const row = table('Growth: median ms of one client, among 100 of everything and among 10,000', columns)
      const growing = cases.flatMap(({ grow, ...item }) => (grow === undefined ? [] : [{ ...item, grow }]))
      for (const { name, grow, ask } of [...growing, ...others.map((item) => ({ ...item, grow: FROM_100 }))]) {
        const [a, b] = await measure([few, many], ask, plan, 0)
        if (!a || !b) throw new Error('one of each server')
        const more = ratio(b.p50, a.p50)
        const mark = misses('growth from 100 to 10,000, ×', name, more, grow) ? '←' : ''
        row([name, spreadOf(a.p50).mid, spreadOf(b.p50).mid, more, ratio(b.cpu, a.cpu), grow, mark])
      }
    }),
  )
}

async function among(count: number, work: (server: Server) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    const data = await fill(server.url, { models: count, versions: 1, runs: 0, points: count, files: 1 })
    addRuns('ours', join(server.data, 'modelshelf.db'), data.experiment, count)
    await addOthers(data, count)
    await work({ data, pid: server.process.pid })
  } finally {
    await server.stop()
  }
}

async function addOthers({ call, experiment }: Data, count: number): Promise<void> {
  await eight(count, async (index) => {
    await call('createExperiment', { name: `experiment ${index}` })
    await call('createLoggedModel', { experiment_id: experiment, name: `logged ${index}` })
  })
}
