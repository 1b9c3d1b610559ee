import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { modelName } from '../testbed/thousand.ts'
import { type Plan, type Server, timesOf } from './measure.ts'
import { memoryOf, waitingTime } from '../testbed/processes.ts'
import type { Before } from './requests.ts'
import { at, type Spread, spreadOf } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

const TARGET = 2
const MEMORY = 250
const SEARCH = "params.param_1 = '3' AND metrics.metric_1 < 100"
/** How long each request is sent in each state in each round. */
const MS = 2000
/** How long the memory is watched with larger pages, and with more clients. */
const WATCHED_MS = 12_000

/**
 * Prints how long one person's read and stage move take alone, and while somebody else pages through all runs by a metric in
 * pages of 10,000, as `mlflow.search_runs` does, in turn, round by round. Then how much memory larger pages and more clients take.
 */
export async function measureBeside(mine: Server, count: number, plan: Plan, before?: Before): Promise<void> {
  const columns = ['request', 'alone p50', 'p99', 'beside p50', 'p99', '× p50', '× p99', 'at most', '']
  const row = table(
    `Beside somebody who pages through ${count} runs in pages of 10,000: ms of one client`,
    columns,
    'Each value is that of all rounds together, so that the ratio is that of the values printed; the least and the most are those of single rounds.',
  )
  if (before) await measureOne(before, plan, row, `${before.commit}, before: `)
  await measureOne(mine, plan, row)
}

/** Adds the rows of one server. `prefix`: before the name of each, for a server that is not judged. */
async function measureOne(server: Server, { rounds }: Plan, row: ReturnType<typeof table>, prefix = ''): Promise<void> {
  const { data, pid } = server
  const isJudged = prefix === ''
  const { call } = data
  const name = modelName(0)
  let turn = 0
  const asks = {
    get: () => call('getModel', { name }),
    // Read by the thread that reads the pages too.
    search: () => call('searchRuns', { experiment_ids: [data.experiment], filter: SEARCH, max_results: 100 }),
    move: () => call('transitionStage', { name, version: '1', stage: turn++ % 2 === 0 ? 'Staging' : 'Production' }),
  }
  const kinds = ['get', 'move', 'search'] as const
  const figures = { get: fresh(), move: fresh(), search: fresh() }
  const waited = { alone: new Array<number>(), beside: new Array<number>() }
  const waiting = () => waitingTime(pid) + waitingTime(process.pid)
  const both = async (where: 'alone' | 'beside') => {
    const [from, before] = [performance.now(), waiting()]
    for (const kind of kinds) figures[kind][where].push(await timesOf(asks[kind], { least: 100, ms: MS }))
    waited[where].push(((waiting() - before) / (performance.now() - from)) * 1000)
  }
  for (const kind of kinds) await timesOf(asks[kind], { least: 100, ms: MS }) // compiles what both need
  const pager = startPager(server, 10_000)
  const most = await mostMemory(pid, async () => {
    for (let round = 0; round < rounds; round++) {
      await both('alone')
      await pager.begin()
      await both('beside')
      await pager.pause()
    }
  })
  pager.stop()
  for (const kind of kinds) {
    const { alone, beside } = figures[kind]
    const [a50, a99, b50, b99] = [pooled(alone, 0.5), pooled(alone, 0.99), pooled(beside, 0.5), pooled(beside, 0.99)]
    const slower = b99.mid / a99.mid
    const atMost = kind === 'search' || !isJudged ? '' : TARGET
    const isMissed = atMost !== '' && misses('p99 beside a pager, × that alone', kind, slower, atMost)
    row([`${prefix}${kind}`, a50, a99, b50, b99, b50.mid / a50.mid, slower, atMost, isMissed ? '←' : ''])
  }
  const ofWaiting = `${prefix}server and client wait for a processor, ms a second`
  row([ofWaiting, spreadOf(waited.alone), '', spreadOf(waited.beside), '', '', '', '', ''])
  row([`${prefix}page of 10,000`, '', '', at(pager.times, 0.5), at(pager.times, 0.99), '', '', '', ''])
  const ofMemory = (what: string, value: number) => {
    const isMissed = isJudged && misses('memory, MB', what, value, MEMORY)
    row([
      `${prefix}most memory with ${what}, MB`,
      '',
      '',
      value,
      '',
      '',
      '',
      isJudged ? MEMORY : '',
      isMissed ? '←' : '',
    ])
  }
  ofMemory('pages of 10,000', most)
  ofMemory('pages of 50,000', await whilePaging(server, [50_000]))
  ofMemory('pages of 10,000 for three clients', await whilePaging(server, [10_000, 10_000, 10_000]))
}

/** A process that pages while it may. */
function startPager({ data }: Server, size: number) {
  const args = [data.url, data.experiment, 'metrics.metric_3 < 500', 'metrics.metric_3 ASC', String(size)]
  const child = fork(join(import.meta.dirname, 'pager.ts'), args)
  // In use it has a machine of its own: reading 10,000 runs must not take the processor from the server and from who is measured.
  setPriority(child.pid!, 10)
  const times: number[] = []
  let isPaging = false
  child.on('message', (ms: number) => {
    times.push(ms)
    if (isPaging) child.send('next')
  })
  return {
    /** The ms of each page. */
    times,
    /** Resolves after the first page. */
    async begin() {
      isPaging = true
      child.send('next')
      await once(child, 'message')
    },
    /** Resolves after the page under way. */
    async pause() {
      isPaging = false
      await once(child, 'message')
    },
    stop: () => child.kill(),
  }
}

/** The most memory of a server while clients page, each in pages of its size. */
async function whilePaging(server: Server, sizes: readonly number[]): Promise<number> {
  const pagers = sizes.map((size) => startPager(server, size))
  try {
    return await mostMemory(server.pid, async () => {
      await Promise.all(pagers.map((pager) => pager.begin()))
      await new Promise((resolve) => setTimeout(resolve, WATCHED_MS))
      await Promise.all(pagers.map((pager) => pager.pause()))
    })
  } finally {
    for (const pager of pagers) pager.stop()
  }
}

async function mostMemory(pid: number | undefined, work: () => Promise<void>): Promise<number> {
  let most = memoryOf(pid)
  const watching = setInterval(() => (most = Math.max(most, memoryOf(pid))), 200)
  try {
    await work()
  } finally {
    clearInterval(watching)
  }
  return most
}

const of = (rounds: number[][], share: number) => rounds.map((times) => at(times, share))
const pooled = (rounds: number[][], share: number): Spread => ({
  ...spreadOf(of(rounds, share)),
  mid: at(rounds.flat(), share),
})
const fresh = () => ({ alone: new Array<number[]>(), beside: new Array<number[]>() })
