import { cases } from './cases.ts'
import type { Data } from '../testbed/thousand.ts'
import { measure } from './measure.ts'
import { table } from './table.ts'
import { transfer } from './transfer.ts'

/** How many times as long as the sketch a request may take. */
const OF_SKETCH = 1.5

/** Sends every request to the three servers in turn, for `ms` milliseconds each, and prints how they compare. */
export async function compareRequests(real: Data, mine: Data, sketch: Data, ms: number, only: string): Promise<void> {
  const row = table(`Requests: median ms of one client, and answers a second for sixteen`, [
    'request',
    'MLflow ms',
    '1/s',
    'sketch ms',
    '1/s',
    'ours ms',
    '1/s',
    'faster c=1',
    'c=16',
    'to be c=1',
    'c=16',
    '× sketch',
    'at most',
    'errors',
    '',
  ])
  for (const { name, need, ask } of cases.filter((item) => item.name.includes(only))) {
    const a = await measure(real, (turn) => ask(real, turn), ms)
    const s = await measure(sketch, (turn) => ask(sketch, turn), ms)
    const b = await measure(mine, (turn) => ask(mine, turn), ms)
    const [one, many, above] = [a.p50 / b.p50, b.rate / a.rate, b.p50 / s.p50]
    const missed = [one < need[0] || many < need[1] ? '← MLflow' : '', above > OF_SKETCH ? '← sketch' : '']
    const targets = [one, many, need[0], need[1], above, OF_SKETCH]
    row([name, a.p50, a.rate, s.p50, s.rate, b.p50, b.rate, ...targets, b.errors + s.errors, missed.join(' ').trim()])
  }
  if (only) return
  const files = table('Files: seconds for 100 MB', ['', 'MLflow', 'ours', 'faster', 'to be', ''])
  const [a, b] = [await transfer(real.proxy), await transfer(mine.proxy)]
  for (const [name, way] of [
    ['up', 'up'],
    ['down', 'down'],
  ] as const)
    files([name, a[way], b[way], a[way] / b[way], 1.5, a[way] / b[way] < 1.5 ? '←' : ''])
}
