// npm run bench: compares the speed of the embedded backend with a real MLflow server with the same data and with a bare sketch, and writes
// bench/RESULTS.md, part by part. Takes about a quarter of an hour on a quiet machine, most of it for MLflow.
//   npm run bench -- [--part NAME] [--only WORD (in the names of requests)] [--rounds 5] [--ms 200 (a round)] [--loads 3 (of a page)]
//     [--models 1000 (at least 50)] [--versions 1000] [--runs 1000] [--points 10000] [--files 1000] [--many 100000 (runs for a pager)]
//   npm run bench -- --beside            is --part beside
//   npm run bench -- --before DIR        also measures another checkout, which is built, beside this one: the tables' “before”
//   npm run bench -- --checkout DIR      only compares the requests of this checkout with those of another one, which is built
// Without Python 3.11 what is measured beside MLflow is left out, without Chromium the pages, and a line says so; without FastTrackML its table.
// Only the ratios count; the times depend on this machine and its load. A part's tables in RESULTS.md are replaced when it is done, unless it
// measures less than by default: --only, other sizes, or fewer rounds, loads or ms.
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
import { PARTS } from './results.ts'
import { beginRun } from './run.ts'
import { said } from './said.ts'
import { type Checkout, commitOf, startCheckout } from './start-checkout.ts'

/** What --part takes. The lists of many models belong to the requests. */
const CHOICES = PARTS.filter((part) => part !== 'lists of many models')
type Choice = (typeof CHOICES)[number]
const BESIDE_MLFLOW = ['requests', 'files', 'memory', 'pages'] as const

/** What RESULTS.md is about. */
const SIZES = { models: 1000, versions: 1000, runs: 1000, points: 10_000, files: 1000, many: 100_000 }
/** How often and for how long, at least. */
const EFFORT = { ms: 200, rounds: 5, loads: 3 }
const numbers = Object.keys({ ...SIZES, ...EFFORT }) as (keyof typeof SIZES | keyof typeof EFFORT)[]
const { values } = parseArgs({
  options: {
    ...(Object.fromEntries(numbers.map((name) => [name, { type: 'string' }])) as Record<
      (typeof numbers)[number],
      { type: 'string' }
    >),
    part: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    beside: { type: 'boolean', default: false },
    before: { type: 'string', default: '' },
    checkout: { type: 'string', default: '' },
  },
})
const asked = { ...SIZES, ...EFFORT }
for (const name of numbers) asked[name] = Number(values[name] ?? asked[name])
const { many, ms, rounds, loads, ...size } = asked
const plan = { ms, rounds }

if (values.checkout) await said('checkout', () => compareCheckout(values.checkout, size, plan, values.only))
else await measureParts(chosenParts())

/** Those that the arguments ask for: all, if they do not say. Ends the program at a name that no part has. */
function chosenParts(): readonly Choice[] {
  const name = values.beside ? 'beside' : values.part || (values.only && 'requests')
  if (name === '') return CHOICES
  const part = CHOICES.find((part) => part === name)
  if (part) return [part]
  console.error(`There is no part “${name}”. The parts are ${CHOICES.join(', ')}.`)
  process.exit(2)
}

async function measureParts(chosen: readonly Choice[]): Promise<void> {
  const wanted = new Set(chosen)
  const leaveOut = (part: Choice, why: string) => {
    if (wanted.delete(part)) console.log(`Left out: ${part}. ${why}`)
  }
  const python = BESIDE_MLFLOW.some((part) => wanted.has(part)) && (process.env['MODELSHELF_PYTHON'] || makeVenv('3'))
  if (!python) for (const part of BESIDE_MLFLOW) leaveOut(part, 'MLflow needs Python 3.11 or newer.')
  if (wanted.has('pages') && !process.env['MODELSHELF_BROWSER'] && !findBrowser())
    leaveOut('pages', 'Found no Chromium.')
  const fml = wanted.has('fasttrackml') && findFastTrackMl()
  if (!fml) leaveOut('fasttrackml', 'FastTrackML does not install here.')

  const isWhole =
    values.only === '' &&
    Object.entries(SIZES).every(([name, value]) => asked[name as keyof typeof SIZES] === value) &&
    Object.entries(EFFORT).every(([name, value]) => asked[name as keyof typeof EFFORT] >= value)
  if (!isWhole) console.log('RESULTS.md stays as it is: only some requests, other sizes or fewer rounds are measured.')
  const data = `${Object.entries(size)
    .map(([of, count]) => `${count} ${of}`)
    .join(', ')}, ${MANY_RUNS} runs “by metric”, ${many} for a pager; ${rounds} rounds of ${ms} ms`
  const before = values.before ? `before: ${commitOf(values.before)}; ` : ''
  const measurePart = beginRun(`${before}${data}`, isWhole)

  const options = { size, plan, loads, only: values.only, beforeIn: values.before }
  if (python && BESIDE_MLFLOW.some((part) => wanted.has(part))) await besideMlflow(python, wanted, measurePart, options)
  if (fml) await measurePart('fasttrackml', () => besideFastTrackMl(fml))
  if (wanted.has('growth')) await measurePart('growth', () => measureGrowth(plan, values.before))
  if (wanted.has('beside')) await measurePart('beside', besidePager)
  if (wanted.has('signed-in')) await measurePart('signed-in', () => measureSignedIn(plan))
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
