import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { addModelsToMlflow } from '../testbed/many-models.ts'
import { addRuns } from '../testbed/many-runs.ts'
import { startMlflow } from '../testbed/mlflow.ts'
import { firstUrl, startServer } from '../testbed/server.ts'
import { addModels, type Data, fill, lastToken, type Size } from '../testbed/thousand.ts'
import type { Plan, Server } from './measure.ts'
import { comparePages } from './pages.ts'
import { compareLists, compareRequests, type Sketches } from './requests.ts'
import type { Measure } from './run.ts'
import { compareSizes } from './size.ts'
import { startCheckout } from './start-checkout.ts'
import { compareTransfer } from './transfer.ts'

export const MANY_RUNS = 10_000
const MANY_MODELS = 10_000

/** `beforeIn`: the folder of another checkout that is measured too; empty for none. `loads`: of each page. */
type Options = { size: Size; plan: Plan; loads: number; only: string; beforeIn: string }

/** Starts MLflow with this Python, our server, and that of the other checkout, fills all with the same data, and measures the parts that are wanted. */
export async function besideMlflow(
  python: string,
  wanted: ReadonlySet<string>,
  measurePart: Measure,
  { size, plan, loads, only, beforeIn }: Options,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const theirs = await timed(() => startMlflow({ python, version: '3', folder: join(folder, 'mlflow') }))
  const ours = await timed(() => startServer(join(folder, 'modelshelf')))
  const other = beforeIn ? await timed(() => startCheckout(beforeIn)) : undefined
  try {
    console.log(`Filling them: ${JSON.stringify(size)}`)
    const real = { data: await fill(theirs.server.url, size), pid: theirs.server.pid }
    const mine = { data: await fill(ours.server.url, size), pid: ours.server.process.pid }
    const before = other && { ...(await filled(other.server, size)), commit: other.server.commit }
    await addManyRuns(real.data, 'mlflow', join(folder, 'mlflow', 'mlflow.db'))
    await addManyRuns(mine.data, 'ours', join(ours.server.data, 'modelshelf.db'))
    if (before && other) await addManyRuns(before.data, 'ours', join(other.server.data, 'modelshelf.db'))
    if (wanted.has('requests'))
      await measurePart('requests', () =>
        withSketches(ours.server.data, mine.data, (sketches) =>
          compareRequests(real, mine, sketches, plan, only, before),
        ),
      )
    if (wanted.has('files')) await measurePart('files', () => compareTransfer(real, mine, plan.rounds, folder, before))
    if (wanted.has('memory'))
      await measurePart('memory', async () => {
        const starts = [ours.seconds, await secondsOf(() => startServer()), await secondsOf(() => startServer())]
        const earlier = other && [other.seconds, await secondsOf(() => startCheckout(beforeIn))]
        compareSizes(
          { pid: real.pid, starts: [theirs.seconds], python },
          { pid: mine.pid, starts },
          before && { pid: before.pid, starts: earlier ?? [] },
        )
      })
    if (wanted.has('pages')) await measurePart('pages', () => comparePages(real.data, mine.data, loads, before))
    // Last, because what is above is among fewer.
    if (wanted.has('requests'))
      await measurePart('lists of many models', async () => {
        await addManyModels(real.data, [mine, ...(before ? [before] : [])], join(folder, 'mlflow', 'mlflow.db'), size)
        await compareLists(real, mine, MANY_MODELS, plan, only, before)
      })
  } finally {
    await Promise.all([theirs.server.stop(), ours.server.stop(), other?.server.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

const filled = async ({ url, pid }: { url: string; pid: number | undefined }, size: Size): Promise<Server> => ({
  data: await fill(url, size),
  pid,
})

/** Adds models to all until there are MANY_MODELS. */
async function addManyModels(real: Data, own: readonly Server[], file: string, { models }: Size): Promise<void> {
  addModelsToMlflow(file, models, MANY_MODELS)
  for (const { data } of own) await addModels(data.call, models, MANY_MODELS)
  for (const data of [real, ...own.map((server) => server.data)]) data.deepToken = await lastToken(data.call)
}

/** Adds an experiment with MANY_RUNS runs, for what is slow among many. */
async function addManyRuns(data: Data, of: 'ours' | 'mlflow', file: string): Promise<void> {
  const { experiment_id } = await data.call('createExperiment', { name: 'many runs' })
  addRuns(of, file, experiment_id, MANY_RUNS)
  // Adding took seconds in which nothing else ran: notice first which connections MLflow has closed meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 200))
  data.manyRuns = experiment_id
}

/** Starts a server and stops it; returns the seconds until it had answered. */
async function secondsOf(start: () => Promise<{ url: string; stop: () => Promise<void> }>): Promise<number> {
  const { server, seconds } = await timed(start)
  await server.stop()
  return seconds
}

/** Starts a server, and says after how many seconds it had answered. */
async function timed<T extends { url: string }>(start: () => Promise<T>) {
  const from = performance.now()
  const server = await start()
  const answer = await fetch(new URL('ajax-api/2.0/mlflow/registered-models/search', server.url))
  if (!answer.ok) throw new Error(`${server.url} answers ${answer.status}`)
  await answer.text()
  return { server, seconds: (performance.now() - from) / 1000 }
}

/** Runs both sketches, each on a copy of the database of our server, while that runs. */
async function withSketches(data: string, mine: Data, work: (sketches: Sketches) => Promise<void>): Promise<void> {
  const children = ['sketch', 'told'].map((how) => {
    const copy = join(data, `${how}.db`)
    const db = new DatabaseSync(join(data, 'modelshelf.db'), { timeout: 10_000 })
    db.exec(`VACUUM INTO '${copy}'`)
    db.close()
    const program = join(import.meta.dirname, 'sketch', 'main.ts')
    return spawn(process.execPath, [program, copy, join(data, 'artifacts'), how], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  })
  try {
    const [sketch, told] = await Promise.all(
      children.map(async (child) => ({ data: { ...mine, url: await firstUrl(child) }, pid: child.pid })),
    )
    await work({ sketch: sketch!, told: told! }) // one of each
  } finally {
    for (const child of children) child.kill()
  }
}
