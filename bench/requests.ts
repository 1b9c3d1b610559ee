import { cases } from './cases.ts'
import type { Data } from '../testbed/thousand.ts'
import { measure } from './measure.ts'
import { row } from './table.ts'
import { transfer } from './transfer.ts'

/** Sends every request to both servers in turn, for `ms` milliseconds each, and prints how many times as fast ours is. */
export async function compareRequests(real: Data, mine: Data, ms: number, only: string): Promise<void> {
  row(['', 'MLflow', '', 'Modelshelf', '', 'faster by', '', 'to be', '', 'errors'])
  row(['request', 'ms', '1/s', 'ms', '1/s', 'c=1', 'c=16', 'c=1', 'c=16', ''])
  for (const { name, need, ask } of cases.filter((item) => item.name.includes(only))) {
    const a = await measure(real, (turn) => ask(real, turn), ms)
    const b = await measure(mine, (turn) => ask(mine, turn), ms)
    const [one, many] = [a.p50 / b.p50, b.rate / a.rate]
    const missed = one < need[0] || many < need[1]
    row([name, a.p50, a.rate, b.p50, b.rate, one, many, need[0], need[1], b.errors, missed ? '←' : ''])
  }
  if (only) return
  const [a, b] = [await transfer(real.proxy), await transfer(mine.proxy)]
  row(['100 MB up, s', a.up, '', b.up, '', a.up / b.up, '', 1.5])
  row(['100 MB down, s', a.down, '', b.down, '', a.down / b.down, '', 1.5])
}
