import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMlflow } from '../e2e/mlflow.ts'
import { startServer } from '../e2e/server.ts'
import { seed, walks, walksTimeout } from './compare/all-walks.ts'
import { differences } from './compare/differences.ts'
import { filterWorld } from './compare/filter-world.ts'
import { newLedger, table } from './compare/ledger.ts'
import { exchange, type Pair, requestOf } from './compare/pair.ts'
import { plans } from './compare/plans.ts'
import { bytesPlans } from './compare/plans/bytes.ts'
import { servicePlans } from './compare/plans/service.ts'
import { filterSearches, runFilters } from './compare/run-filters.ts'
import { makeSubject, runBytes, runPlan } from './compare/run-plan.ts'
import { makeSequenceWorld } from './compare/sequence-world.ts'
import { runSequences } from './compare/sequences.ts'
import { runWalks } from './compare/run-walks.ts'
import { sideAt } from './compare/side.ts'

// The same requests to a real MLflow server and to ours: the answers differ only as DIFFERENCES.md says.
const python = process.env['MODELSHELF_PYTHON']

describe.skipIf(!python)('the embedded backend answers as MLflow does', () => {
  const ledger = newLedger()
  let pair: Pair
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const ours = await startServer()
    stops.push(ours.stop)
    const folder = mkdtempSync(join(tmpdir(), 'mlflow-'))
    const real = await startMlflow({ python: python ?? '', version: '3', folder })
    stops.push(async () => {
      await real.stop()
      rmSync(folder, { recursive: true, force: true })
    })
    pair = { real: sideAt(`${real.url}/`), ours: sideAt(ours.url) }
    await exchange(pair, requestOf('createModel', { name: 'taken' }))
    await makeSubject(pair, filterWorld)
  })
  afterAll(async () => {
    await Promise.all(stops.map((stop) => stop()))
  })

  // Before all plans, whose writes only one of the two may take.
  test.each(filterSearches)('filters of %s', async (name) => {
    const problems = await runFilters(pair, ledger, name)
    expect(problems, problems.join('\n')).toEqual([])
  })

  describe('page after page', () => {
    beforeAll(() => makeSequenceWorld(pair))
    test.each(filterSearches)('%s', async (name) => {
      const problems = await runSequences(pair, ledger, name)
      expect(problems, problems.join('\n')).toEqual([])
    })
  })

  test.each(walks)(
    '$name',
    async (walk) => {
      const { steps, problems } = await runWalks(pair, { ...newLedger(), met: ledger.met }, walk)
      console.log(`${walk.name}: ${steps} steps, seed ${seed}`)
      expect(problems, problems.join('\n')).toEqual([])
    },
    walksTimeout,
  )

  test.each([...bytesPlans, ...servicePlans])('$route', async (plan) => {
    const problems = await runBytes(pair, ledger, plan)
    expect(problems, problems.join('\n')).toEqual([])
  })

  test.each(plans)('%s', async (name, plan) => {
    const problems = await runPlan(pair, ledger, name, plan)
    expect(problems, problems.join('\n')).toEqual([])
  })

  test('no cell is empty', () => {
    const counts = table(ledger, () => undefined)
    console.log(counts)
    expect(counts).not.toContain('EMPTY')
  })

  test('every difference was met, and none is listed that is not looked for', () => {
    console.log([...ledger.met].map(([id, times]) => `${id} ${times}`).join(', '))
    const listed = readFileSync(join(import.meta.dirname, 'DIFFERENCES.md'), 'utf8').matchAll(/^\| `([\w-]+)`/gm)
    expect([...listed].map(([, id]) => id).toSorted()).toEqual(differences.map(({ id }) => id).toSorted())
    expect(differences.map(({ id }) => id).filter((id) => !ledger.met.has(id))).toEqual([])
  })
})
