import { startServer } from '../testbed/server.ts'
import { fill } from '../testbed/thousand.ts'
import { cases } from './cases.ts'
import { addRuns } from './many-runs.ts'
import { measure, type Plan, type Server } from './measure.ts'
import { ratio, spreadOf } from './spread.ts'
import { table } from './table.ts'

const [FEW, MANY] = [100, 10_000]

/** Sends what comes in pages to a server with 100 models and runs and to one with 10,000, in turn. */
export async function measureGrowth(plan: Plan): Promise<void> {
  await among(FEW, async (few) =>
    among(MANY, async (many) => {
      const columns = ['request', 'of 100', 'of 10,000', '×', 'processor time', 'at most', '']
      const row = table('Growth: median ms of one client, among 100 models and runs and among 10,000', columns)
      for (const { name, grow, ask } of cases) {
        if (grow === undefined) continue
        const [a, b] = await measure([few, many], ask, plan, 0)
        if (!a || !b) throw new Error('one of each server')
        const more = ratio(b.p50, a.p50)
        const mark = more.mid > grow ? '←' : ''
        row([name, spreadOf(a.p50).mid, spreadOf(b.p50).mid, more, ratio(b.cpu, a.cpu), grow, mark])
      }
    }),
  )
}

async function among(count: number, work: (server: Server) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    const data = await fill(server.url, { models: count, versions: 1, runs: 0, points: 1, files: 1 })
    addRuns(server.data, data.experiment, count)
    await work({ data, pid: server.process.pid })
  } finally {
    await server.stop()
  }
}
