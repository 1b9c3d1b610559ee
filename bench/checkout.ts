import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverArgs, serverEnv } from '../scripts/server-process.mjs'
import { startServer } from '../testbed/server.ts'
import { type Data, fill, type Size } from '../testbed/thousand.ts'
import { cases } from './cases.ts'
import { inTurns, type Sends } from './in-turns.ts'
import { type Plan, send } from './measure.ts'
import { median, spreadOf } from './spread.ts'
import { startCheckout } from './start-checkout.ts'
import { table } from './table.ts'

/** How many times as long as there a request may take: what the same code differs by from one start to the next. */
const MOST = 1.05

/**
 * Compares the requests of this checkout with those of another one, in the folder `there`, which is built: both servers have the same
 * data and take turns, request by request. Prints the medians, and how many times as long this one takes, with the least and the most of the rounds.
 */
export async function compareCheckout(there: string, size: Size, { ms, rounds }: Plan, only: string): Promise<void> {
  // This checkout's flags, so that only the code differs.
  const compiled = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const env = { ...serverEnv(process.env), NODE_COMPILE_CACHE: compiled }
  const other = await startCheckout(there, serverArgs.slice(0, -1), env)
  const own = await startServer()
  try {
    const [before, now] = [await fill(other.url, size), await fill(own.url, size)]
    const row = table('Requests beside another checkout: ms of one client', [
      'request',
      'there',
      'here',
      '×',
      'at most',
      '',
    ])
    for (const { name, ask } of cases.filter((item) => item.name.includes(only))) {
      const sent = [0, 0]
      const to =
        (data: Data, at: 0 | 1): Sends =>
        () =>
          send(data.url, ask(data, sent[at]!++))
      const both = [to(before, 0), to(now, 1)] as const
      await inTurns(name, both, ms) // until both are equally warm
      const all: [number, number][] = []
      for (let round = 0; round < rounds; round += 1) {
        const [theirs, ours] = await inTurns(name, both, ms)
        all.push([median(theirs), median(ours)])
      }
      const times = spreadOf(all.map(([theirs, ours]) => ours / theirs))
      const [theirs, ours] = ([0, 1] as const).map((at) => spreadOf(all.map((round) => round[at])).mid)
      row([name, theirs!, ours!, times, MOST, times.mid > MOST ? '←' : '']) // both were measured
    }
  } finally {
    await Promise.all([other.stop(), own.stop()])
    rmSync(compiled, { recursive: true, force: true })
  }
}
