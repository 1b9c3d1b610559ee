// npm run bench: compares the speed of the embedded backend with a real MLflow server with the same data and with a bare sketch, and writes
// bench/RESULTS.md. Takes about a quarter of an hour on a quiet machine, most of it for MLflow.
// Where PyPI's fasttrackml installs, also beside FastTrackML (MODELSHELF_FML names its command `fml`).
//   npm run bench -- [--part requests|files|memory|pages|fasttrackml|growth|beside|signed-in] [--models 1000 (at least 50)] [--versions 1000] [--runs 1000] [--rounds 5] [--ms 200 (a round)] [--only WORD]
//   npm run bench -- --beside      is --part beside
//   npm run bench -- --checkout DIR [--only WORD]      only compares the requests of this checkout with those of another one, which is built
// Only the ratios count; the times depend on this machine and its load. With --part or --only nothing is written.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { startMlflow } from '../testbed/mlflow.ts'
import { firstUrl, startServer } from '../testbed/server.ts'
import { makeVenv } from '../scripts/venv.mjs'
import { addModelsToMlflow } from '../testbed/many-models.ts'
import { addModels, type Data, fill, lastToken } from '../testbed/thousand.ts'
import { measureBeside } from './beside.ts'
import { compareCheckout } from './checkout.ts'
import { compareTracking } from './fasttrackml.ts'
import { measureGrowth } from './growth.ts'
import { addRuns } from '../testbed/many-runs.ts'
import { comparePages } from './pages.ts'
import { compareLists, compareRequests, type Sketches } from './requests.ts'
import { measureSignedIn } from './signed-in.ts'
import { compareSizes } from './size.ts'
import { writeResults } from './table.ts'
import { compareTransfer } from './transfer.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: '' },
    models: { type: 'string', default: '1000' },
    versions: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '1000' },
    many: { type: 'string', default: '100000' },
    points: { type: 'string', default: '10000' },
    files: { type: 'string', default: '1000' },
    ms: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    loads: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    beside: { type: 'boolean', default: false },
    checkout: { type: 'string', default: '' },
  },
})
const { models, versions, runs, points, files, ms, rounds, loads, many } = Object.fromEntries(
  (['models', 'versions', 'runs', 'points', 'files', 'ms', 'rounds', 'loads', 'many'] as const).map((key) => [
    key,
    Number(values[key]),
  ]),
) as Record<'models' | 'versions' | 'runs' | 'points' | 'files' | 'ms' | 'rounds' | 'loads' | 'many', number>
const size = { models, versions, runs, points, files }
const plan = { ms, rounds }
const chosen = values.checkout ? 'checkout' : values.beside ? 'beside' : values.part
const wanted = (part: string) => chosen === '' || chosen === part
const began = performance.now()
const MANY_RUNS = 10_000
const MANY_MODELS = 10_000

if (['requests', 'files', 'memory', 'pages'].some(wanted)) await besideMlflow()
for (const [part, work] of Object.entries({
  fasttrackml: besideFastTrackMl,
  growth: () => measureGrowth(plan),
  beside: besidePager,
  'signed-in': () => measureSignedIn(plan),
}))
  if (wanted(part)) await said(part, work)
if (values.checkout) await said('checkout', () => compareCheckout(values.checkout, size, plan, values.only))
if (chosen === '' && values.only === '')
  writeResults(
    `Data: ${JSON.stringify(size)}; ${MANY_RUNS} runs for “runs, by metric”, and ${many} for a pager.`,
    (performance.now() - began) / 1000,
  )

async function besideMlflow() {
  const python = process.env['MODELSHELF_PYTHON'] || makeVenv('3')
  if (!python) throw new Error('The bench needs Python 3.11 or newer, for the real MLflow server.')
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const theirs = await timed(() => startMlflow({ python, version: '3', folder: join(folder, 'mlflow') }))
  const ours = await timed(() => startServer(join(folder, 'modelshelf')))
  try {
    console.log(`Filling both: ${JSON.stringify(size)}`)
    const real = { data: await fill(theirs.server.url, size), pid: theirs.server.pid }
    const mine = { data: await fill(ours.server.url, size), pid: ours.server.process.pid }
    await addManyRuns(real.data, 'mlflow', join(folder, 'mlflow', 'mlflow.db'))
    await addManyRuns(mine.data, 'ours', join(ours.server.data, 'modelshelf.db'))
    if (wanted('requests'))
      await said('requests', () =>
        withSketches(ours.server.data, mine.data, (sketches) =>
          compareRequests(real, mine, sketches, plan, values.only),
        ),
      )
    if (wanted('files') && !values.only) await said('files', () => compareTransfer(real, mine, rounds, folder))
    if (wanted('memory') || wanted('requests')) {
      const starts = [ours.seconds, await startSeconds(), await startSeconds()]
      compareSizes({ pid: real.pid, starts: [theirs.seconds], python }, { pid: mine.pid, starts })
    }
    if (wanted('pages')) await said('pages', () => comparePages(real.data, mine.data, loads))
    // Last, because what is above is among fewer.
    if (wanted('requests'))
      await said('lists of many models', async () => {
        await addManyModels(real.data, mine.data, join(folder, 'mlflow', 'mlflow.db'))
        await compareLists(real, mine, MANY_MODELS, plan, values.only)
      })
  } finally {
    await Promise.all([theirs.server.stop(), ours.server.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Adds models to both until there are MANY_MODELS. */
async function addManyModels(real: Data, mine: Data, file: string): Promise<void> {
  addModelsToMlflow(file, models, MANY_MODELS)
  await addModels(mine.call, models, MANY_MODELS)
  for (const data of [real, mine]) data.deepToken = await lastToken(data.call)
}

/** Adds an experiment with MANY_RUNS runs, for what is slow among many. */
async function addManyRuns(data: Data, of: 'ours' | 'mlflow', file: string): Promise<void> {
  const { experiment_id } = await data.call('createExperiment', { name: 'many runs' })
  addRuns(of, file, experiment_id, MANY_RUNS)
  // Adding took seconds in which nothing else ran: notice first which connections MLflow has closed meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 200))
  data.manyRuns = experiment_id
}

async function besideFastTrackMl() {
  const python = makeVenv('fasttrackml')
  const fml = process.env['MODELSHELF_FML'] || (python && join(dirname(python), 'fml'))
  if (!fml || !existsSync(fml)) return console.log('FastTrackML does not install here.')
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const server = await startServer()
  try {
    const data = await fill(server.url, { ...size, models: 1, versions: 1, files: 1 })
    await compareTracking(fml, folder, { data, pid: server.process.pid }, size, plan)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Does a part, and prints how long it took. */
async function said(part: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now()
  await work()
  console.log(`${part} took ${Math.round((performance.now() - from) / 1000)} s`)
}

async function startSeconds(): Promise<number> {
  const { server, seconds } = await timed(() => startServer())
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

async function besidePager() {
  const server = await startServer()
  try {
    const data = await fill(server.url, { ...size, models: 10, versions: 1, runs: 0, files: 1 })
    addRuns('ours', join(server.data, 'modelshelf.db'), data.experiment, many)
    await measureBeside({ data, pid: server.process.pid }, many, plan)
  } finally {
    await server.stop()
  }
}
