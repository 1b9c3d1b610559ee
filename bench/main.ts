// npm run bench: compares the speed of the embedded backend with a real MLflow server with the same data, in one run.
//   npm run bench -- [--models 1000] [--versions 1000] [--runs 1000] [--points 10000] [--files 1000] [--ms 2000] [--only WORD]
//   npm run bench -- --beside --runs 30000    one person's requests while another pages through all runs; without MLflow
//   npm run bench -- --pages            the first load of each page in Chromium, in both apps
// Only the ratios count; the times depend on this machine and its load.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startMlflow } from '../testbed/mlflow.ts'
import { startServer } from '../testbed/server.ts'
import { makeVenv } from '../scripts/venv.mjs'
import { fill } from '../testbed/thousand.ts'
import { measureBeside } from './beside.ts'
import { memoryOf } from './memory.ts'
import { comparePages } from './pages.ts'
import { compareRequests } from './requests.ts'
import { row } from './table.ts'

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '1000' },
    versions: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '1000' },
    points: { type: 'string', default: '10000' },
    files: { type: 'string', default: '1000' },
    ms: { type: 'string', default: '2000' },
    pages: { type: 'boolean', default: false },
    beside: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const size = {
  models: Number(values.models),
  versions: Number(values.versions),
  runs: Number(values.runs),
  points: Number(values.points),
  files: Number(values.files),
}
if (values.beside) {
  const server = await startServer()
  try {
    const data = await fill(server.url, { ...size, models: 10, versions: 1, files: 1 })
    await measureBeside(data, server.process.pid, Number(values.ms) * 3)
  } finally {
    await server.stop()
  }
  process.exit()
}
const python = process.env['MODELSHELF_PYTHON'] || makeVenv('3')
if (!python) throw new Error('The bench needs Python 3.11 or newer, for the real MLflow server.')

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
const timed = async <T>(start: () => Promise<T>) => {
  const from = performance.now()
  return { server: await start(), seconds: (performance.now() - from) / 1000 }
}
const theirs = await timed(() => startMlflow({ python, version: '3', folder: join(folder, 'mlflow') }))
const ours = await timed(() => startServer(join(folder, 'modelshelf')))
try {
  console.log(`Filling both: ${JSON.stringify(size)}`)
  const real = await fill(theirs.server.url, size)
  const mine = await fill(ours.server.url, size)
  if (values.pages) await comparePages(real, mine, 3)
  else await compareRequests(real, mine, Number(values.ms), values.only)
  row(['start, s', theirs.seconds, '', ours.seconds, '', theirs.seconds / ours.seconds])
  const [m, s] = [memoryOf(theirs.server.pid), memoryOf(ours.server.process.pid)]
  row(['memory after it, MB', m, '', s, '', m / s])
} finally {
  await Promise.all([theirs.server.stop(), ours.server.stop()])
  rmSync(folder, { recursive: true, force: true })
}
