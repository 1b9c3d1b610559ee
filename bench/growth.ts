import { startServer } from '../testbed/server.ts'
import { type Data, fill } from '../testbed/thousand.ts'
import { cases } from './cases.ts'
import { addRuns } from './many-runs.ts'
import { measure } from './measure.ts'
import { table } from './table.ts'

const [FEW, MANY] = [100, 10_000]

/** Sends what comes in pages to a server with 100 models and runs and to one with 10,000, for `ms` milliseconds each. */
export async function measureGrowth(ms: number): Promise<void> {
  await among(FEW, async (few) =>
    among(MANY, async (many) => {
      const row = table('Growth: median ms of one client, among 100 models and runs and among 10,000', [
        'request',
        'of 100',
        'of 10,000',
        '×',
        'at most',
        '',
      ])
      for (const { name, grow, ask } of cases) {
        if (grow === undefined) continue
        const a = await measure(few, (turn) => ask(few, turn), ms)
        const b = await measure(many, (turn) => ask(many, turn), ms)
        row([name, a.p50, b.p50, b.p50 / a.p50, grow, b.p50 / a.p50 > grow ? '←' : ''])
      }
    }),
  )
}

async function among(count: number, work: (data: Data) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    const data = await fill(server.url, { models: count, versions: 1, runs: 0, points: 1, files: 1 })
    addRuns(server.data, data.experiment, count)
    await work(data)
  } finally {
    await server.stop()
  }
}
