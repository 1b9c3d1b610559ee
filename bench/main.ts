// npm run bench: compares the speed of the embedded backend with a real MLflow server with the same data and with a bare sketch, and writes
// bench/RESULTS.md. Takes about a quarter of an hour on a quiet machine, most of it for MLflow.
//   npm run bench -- [--part NAME] [--only WORD (in the names of requests)] [--rounds 5] [--ms 200 (a round)] [--loads 3 (of a page)]
//     [--models 1000 (at least 50)] [--versions 1000] [--runs 1000] [--points 10000] [--files 1000] [--many 100000 (runs for a pager)]
//   npm run bench -- --beside            is --part beside
//   npm run bench -- --before DIR        also measures another checkout, which is built, beside this one: the tables' “before”
//   npm run bench -- --checkout DIR      only compares the requests of this checkout with those of another one, which is built
// Without Python 3.11 what is measured beside MLflow is left out, without Chromium the pages, and a line says so; without FastTrackML its table.
// Only the ratios count; the times depend on this machine and its load. RESULTS.md is written when all parts but FastTrackML were measured.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser } from '../scripts/browser.mjs'
import { makeVenv } from '../scripts/venv.mjs'
import { addRuns } from '../testbed/many-runs.ts'
import { startServer } from '../testbed/server.ts'
import { fill } from '../testbed/thousand.ts'
import { measureBeside } from './beside.ts'
import { besideMlflow, MANY_RUNS } from './beside-mlflow.ts'
import { compareCheckout } from './checkout.ts'
import { compareTracking, findFastTrackMl } from './fasttrackml.ts'
import { measureGrowth } from './growth.ts'
import { measureSignedIn } from './signed-in.ts'
import { said } from './said.ts'
import { type Checkout, startCheckout } from './start-checkout.ts'
import { writeResults } from './table.ts'

const PARTS = ['requests', 'files', 'memory', 'pages', 'fasttrackml', 'growth', 'beside', 'signed-in'] as const
type Part = (typeof PARTS)[number]
const BESIDE_MLFLOW = ['requests', 'files', 'memory', 'pages'] as const

const numbers = ['models', 'versions', 'runs', 'points', 'files', 'ms', 'rounds', 'loads', 'many'] as const
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
    before: { type: 'string', default: '' },
    checkout: { type: 'string', default: '' },
  },
})
const { models, versions, runs, points, files, ms, rounds, loads, many } = Object.fromEntries(
  numbers.map((key) => [key, Number(values[key])]),
) as Record<(typeof numbers)[number], number>
const size = { models, versions, runs, points, files }
const plan = { ms, rounds }
const began = performance.now()

if (values.checkout) await said('checkout', () => compareCheckout(values.checkout, size, plan, values.only))
else await measureParts(chosenParts())

/** Those that the arguments ask for: all, if they do not say. Ends the program at a name that no part has. */
function chosenParts(): readonly Part[] {
  const name = values.beside ? 'beside' : values.part || (values.only && 'requests')
  if (name === '') return PARTS
  const part = PARTS.find((part) => part === name)
  if (part) return [part]
  console.error(`There is no part “${name}”. The parts are ${PARTS.join(', ')}.`)
  process.exit(2)
}

async function measureParts(chosen: readonly Part[]): Promise<void> {
  const wanted = new Set(chosen)
  const leaveOut = (part: Part, why: string) => {
    if (wanted.delete(part)) console.log(`Left out: ${part}. ${why}`)
  }
  const python = BESIDE_MLFLOW.some((part) => wanted.has(part)) && (process.env['MODELSHELF_PYTHON'] || makeVenv('3'))
  if (!python) for (const part of BESIDE_MLFLOW) leaveOut(part, 'MLflow needs Python 3.11 or newer.')
  if (wanted.has('pages') && !process.env['MODELSHELF_BROWSER'] && !findBrowser())
    leaveOut('pages', 'Found no Chromium.')
  const fml = wanted.has('fasttrackml') && findFastTrackMl()
  if (!fml) leaveOut('fasttrackml', 'FastTrackML does not install here.')

  const options = { size, plan, loads, only: values.only, beforeIn: values.before }
  if (python && BESIDE_MLFLOW.some((part) => wanted.has(part))) await besideMlflow(python, wanted, options)
  if (fml) await said('fasttrackml', () => besideFastTrackMl(fml))
  if (wanted.has('growth')) await said('growth', () => measureGrowth(plan, values.before))
  if (wanted.has('beside')) await said('beside', besidePager)
  if (wanted.has('signed-in')) await said('signed-in', () => measureSignedIn(plan))
  if (!PARTS.every((part) => wanted.has(part) || part === 'fasttrackml')) return
  const data = `Data: ${JSON.stringify(size)}; ${MANY_RUNS} runs for “runs, by metric”, and ${many} for a pager.`
  writeResults(data, (performance.now() - began) / 1000)
}

async function besideFastTrackMl(fml: string) {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const server = await startServer()
  const before = await startBefore()
  const few = { ...size, models: 1, versions: 1, files: 1 }
  try {
    const mine = { data: await fill(server.url, few), pid: server.process.pid }
    const old = before && { data: await fill(before.url, few), pid: before.pid }
    await compareTracking(fml, folder, mine, size, plan, old)
  } finally {
    await Promise.all([server.stop(), before?.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function besidePager() {
  const server = await startServer()
  const before = await startBefore()
  try {
    const withRuns = async (url: string, folder: string, pid: number | undefined) => {
      const data = await fill(url, { ...size, models: 10, versions: 1, runs: 0, files: 1 })
      addRuns('ours', join(folder, 'modelshelf.db'), data.experiment, many)
      return { data, pid }
    }
    const old = before && { ...(await withRuns(before.url, before.data, before.pid)), commit: before.commit }
    await measureBeside(await withRuns(server.url, server.data, server.process.pid), many, plan, old)
  } finally {
    await Promise.all([server.stop(), before?.stop()])
  }
}

async function startBefore(): Promise<Checkout | undefined> {
  return values.before ? await startCheckout(values.before) : undefined
}
