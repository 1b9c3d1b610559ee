import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { modelName } from '../testbed/thousand.ts'
import { type Plan, type Server, timesOf } from './measure.ts'
import { memoryOf, waitingTime } from './processes.ts'
import { at, ratio, spreadOf } from './spread.ts'
import { table } from './table.ts'

const TARGET = 2
const MEMORY = 250
/** A second of one request has enough for a p99. */
const MS = 1000

/**
 * Prints how long one person's read and stage move take alone, and while somebody else pages through all runs by a metric in
 * pages of 10,000, as `mlflow.search_runs` does: a second of each, in turn, round by round.
 */
export async function measureBeside({ data, pid }: Server, count: number, { rounds }: Plan): Promise<void> {
  const columns = ['request', 'alone p50', 'p99', 'beside p50', 'p99', '× p50', '× p99', 'at most', '']
  const row = table(`Beside somebody who pages through ${count} runs in pages of 10,000: ms of one client`, columns)
  const pages: number[] = []
  const filter = ['metrics.metric_3 < 500', 'metrics.metric_3 ASC']
  const pager = fork(join(import.meta.dirname, 'pager.ts'), [data.url, data.experiment, ...filter])
  let isPaging = false
  pager.on('message', (ms: number) => {
    pages.push(ms)
    if (isPaging) pager.send('next')
  })
  const { call } = data
  const name = modelName(0)
  let turn = 0
  const asks = {
    get: () => call('getModel', { name }),
    move: () => call('transitionStage', { name, version: '1', stage: turn++ % 2 === 0 ? 'Staging' : 'Production' }),
  }
  const kinds = ['get', 'move'] as const
  const figures = { get: fresh(), move: fresh() }
  const waited = { alone: new Array<number>(), beside: new Array<number>() }
  const waiting = () => waitingTime(pid) + waitingTime(process.pid)
  const both = async (where: 'alone' | 'beside') => {
    const [from, before] = [performance.now(), waiting()]
    for (const kind of kinds) figures[kind][where].push(await timesOf(asks[kind], { least: 100, ms: MS }))
    waited[where].push(((waiting() - before) / (performance.now() - from)) * 1000)
  }
  let most = 0
  const watching = setInterval(() => (most = Math.max(most, memoryOf(pid))), 200)
  try {
    for (const kind of kinds) await timesOf(asks[kind], { least: 100, ms: MS }) // compiles what both need
    for (let round = 0; round < rounds; round++) {
      await both('alone')
      isPaging = true
      pager.send('next')
      await once(pager, 'message')
      await both('beside')
      isPaging = false
      await once(pager, 'message') // the page under way
    }
  } finally {
    clearInterval(watching)
    pager.kill()
  }
  for (const kind of kinds) {
    const { alone, beside } = figures[kind]
    const [a50, a99, b50, b99] = [of(alone, 0.5), of(alone, 0.99), of(beside, 0.5), of(beside, 0.99)]
    const slower = ratio(b99, a99)
    const times = [a50, a99, b50, b99].map(spreadOf)
    row([kind, ...times, ratio(b50, a50), slower, TARGET, slower.mid > TARGET ? '←' : ''])
  }
  const ofWaiting = 'server and client wait for a processor, ms a second'
  row([ofWaiting, spreadOf(waited.alone), '', spreadOf(waited.beside), '', '', '', '', ''])
  row(['page of 10,000', '', '', at(pages, 0.5), at(pages, 0.99), '', '', '', ''])
  row(['most memory, MB', '', '', most, '', '', '', MEMORY, most > MEMORY ? '←' : ''])
}

const of = (rounds: number[][], share: number) => rounds.map((times) => at(times, share))
const fresh = () => ({ alone: new Array<number[]>(), beside: new Array<number[]>() })
