// npm run bench: compares the speed of the embedded backend with a real MLflow server with the same data and with a bare sketch, and writes
// bench/RESULTS.md. Takes ten to fifteen minutes on a quiet machine, most of them for MLflow.
// Where PyPI's fasttrackml installs, also beside FastTrackML (MODELSHELF_FML names its command `fml`).
//   npm run bench -- [--part requests|files|pages|fasttrackml|growth|beside|signed-in] [--models 1000 (at least 50)] [--versions 1000] [--runs 500] [--rounds 5] [--ms 200 (a round)] [--only WORD]
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
import { type Data, fill } from '../testbed/thousand.ts'
import { measureBeside } from './beside.ts'
import { compareTracking } from './fasttrackml.ts'
import { measureGrowth } from './growth.ts'
import { addRuns } from './many-runs.ts'
import type { Server } from './measure.ts'
import { comparePages } from './pages.ts'
import { memoryOf } from './processes.ts'
import { compareRequests } from './requests.ts'
import { measureSignedIn } from './signed-in.ts'
import { spreadOf } from './spread.ts'
import { table, writeResults } from './table.ts'
import { compareTransfer } from './transfer.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: '' },
    models: { type: 'string', default: '1000' },
    versions: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '500' },
    many: { type: 'string', default: '100000' },
    points: { type: 'string', default: '10000' },
    files: { type: 'string', default: '1000' },
    ms: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    loads: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
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
const wanted = (part: string) => values.part === '' || values.part === part
const began = performance.now()

if (['requests', 'files', 'pages'].some(wanted)) await besideMlflow()
if (wanted('fasttrackml')) await besideFastTrackMl()
if (wanted('growth')) await measureGrowth(plan)
if (wanted('beside')) await besidePager()
if (wanted('signed-in')) await measureSignedIn(plan)
if (values.part === '' && values.only === '')
  writeResults(`Data: ${JSON.stringify(size)}, and ${many} runs.`, (performance.now() - began) / 1000)

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
    if (wanted('requests'))
      await withSketch(join(folder, 'modelshelf'), mine.data, (sketch) =>
        compareRequests(real, mine, sketch, plan, values.only),
      )
    if (wanted('files') && !values.only) await compareTransfer(real, mine, rounds, folder)
    const row = table('Starting, and memory after all that', ['', 'MLflow', 'ours', 'at most', ''])
    const memory = memoryOf(ours.server.process.pid)
    const starts = spreadOf([ours.seconds, await startSeconds(), await startSeconds()])
    row(['start, s', theirs.seconds, starts, 1, starts.mid > 1 ? '←' : ''])
    row(['memory, MB', memoryOf(theirs.server.pid), memory, 250, memory > 250 ? '←' : ''])
    if (wanted('pages')) await comparePages(real.data, mine.data, loads)
  } finally {
    await Promise.all([theirs.server.stop(), ours.server.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
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

async function startSeconds(): Promise<number> {
  const { server, seconds } = await timed(() => startServer())
  await server.stop()
  return seconds
}

async function timed<T>(start: () => Promise<T>) {
  const from = performance.now()
  return { server: await start(), seconds: (performance.now() - from) / 1000 }
}

/** Runs the sketch on a copy of the database of our server, while that runs. */
async function withSketch(data: string, mine: Data, work: (sketch: Server) => Promise<void>): Promise<void> {
  const copy = join(data, 'sketch.db')
  const db = new DatabaseSync(join(data, 'modelshelf.db'), { timeout: 10_000 })
  db.exec(`VACUUM INTO '${copy}'`)
  db.close()
  const program = join(import.meta.dirname, 'sketch', 'main.ts')
  const child = spawn(process.execPath, [program, copy, join(data, 'artifacts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await work({ data: { ...mine, url: await firstUrl(child) }, pid: child.pid })
  } finally {
    child.kill()
  }
}

async function besidePager() {
  const server = await startServer()
  try {
    const data = await fill(server.url, { ...size, models: 10, versions: 1, runs: 0, files: 1 })
    addRuns(server.data, data.experiment, many)
    await measureBeside({ data, pid: server.process.pid }, many, plan)
  } finally {
    await server.stop()
  }
}
