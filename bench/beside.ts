import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Data } from '../testbed/thousand.ts'
import { modelName } from '../testbed/thousand.ts'
import { memoryOf } from './memory.ts'
import { table } from './table.ts'

const TARGET = 2
const MEMORY = 250

/**
 * Prints how long one person's read and stage move take alone, and while somebody else pages through all runs by a metric in
 * pages of 10,000, as `mlflow.search_runs` does. Returns when `ms` milliseconds have been measured of each.
 */
export async function measureBeside(data: Data, pid: number | undefined, count: number, ms: number): Promise<void> {
  const row = table(`Beside somebody who pages through ${count} runs in pages of 10,000: ms of one client`, [
    'request',
    'alone p50',
    'p99',
    'beside p50',
    'p99',
    '× p50',
    '× p99',
    'at most',
    '',
  ])
  const alone = await bothOf(data, ms)
  const pages: number[] = []
  const pager = fork(join(import.meta.dirname, 'pager.ts'), [
    data.url,
    data.experiment,
    'metrics.metric_3 < 500',
    'metrics.metric_3 ASC',
  ])
  pager.on('message', (page: { ms: number }) => pages.push(page.ms))
  let most = 0
  const watching = setInterval(() => (most = Math.max(most, memoryOf(pid))), 200)
  await new Promise((resolve) => pager.once('message', resolve))
  const beside = await bothOf(data, ms)
  clearInterval(watching)
  pager.kill()
  for (const name of ['get', 'move'] as const) {
    const [a, b] = [alone[name], beside[name]]
    const slower = at(b, 0.99) / at(a, 0.99)
    const mark = slower > TARGET ? '←' : ''
    row([name, at(a, 0.5), at(a, 0.99), at(b, 0.5), at(b, 0.99), at(b, 0.5) / at(a, 0.5), slower, TARGET, mark])
  }
  row(['page of 10,000', '', '', at(pages, 0.5), at(pages, 0.99), '', '', '', ''])
  row(['most memory, MB', '', '', most, '', '', '', MEMORY, most > MEMORY ? '←' : ''])
}

async function bothOf({ call }: Data, ms: number) {
  const name = modelName(0)
  return {
    get: await timesOf(() => call('getModel', { name }), ms),
    move: await timesOf(
      (turn) => call('transitionStage', { name, version: '1', stage: turn % 2 === 0 ? 'Staging' : 'Production' }),
      ms,
    ),
  }
}

async function timesOf(ask: (turn: number) => Promise<unknown>, ms: number): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + ms
  for (let turn = 0; performance.now() < end; turn++) {
    const from = performance.now()
    await ask(turn)
    times.push(performance.now() - from)
  }
  return times
}

/** The time within which this share of the requests was answered. */
const at = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
