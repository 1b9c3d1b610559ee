import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed, walks, walksTimeout } from './compare/walks/all-walks.ts'
import { differences } from './compare/differences/all-differences.ts'
import { newLedger, table } from './compare/engine/ledger.ts'
import type { Pair } from './compare/engine/pair.ts'
import { plansThat } from './compare/plans/all-plans.ts'
import { bytesPlans } from './compare/plans/bytes.ts'
import { servicePlans } from './compare/plans/service.ts'
import { filterSearches, runFilters } from './compare/engine/run-filters.ts'
import { runBytes, runPlan } from './compare/engine/run-plan.ts'
import { makeSequenceWorld } from './compare/worlds/sequence-world.ts'
import { runSequences } from './compare/engine/sequences.ts'
import { runWalks } from './compare/engine/run-walks.ts'
import { startPair } from './compare/engine/start-pair.ts'

// Sends the same requests to a real MLflow server and to ours. The answers may differ only as DIFFERENCES.md says.
const python = process.env['MODELSHELF_PYTHON']

describe.skipIf(!python)('the embedded backend answers as MLflow does', () => {
  const ledger = newLedger()

  // Searches come first: a write that only one server accepts would change that server's lists from then on.
  atOnce('reading', (pair) => {
    test.each(filterSearches)('filters of %s', async (name) => {
      const problems = await runFilters(pair(), ledger, name)
      expect(problems, problems.join('\n')).toEqual([])
    })

    describe('page after page', () => {
      beforeAll(() => makeSequenceWorld(pair()))
      test.each(filterSearches)('%s', async (name) => {
        const problems = await runSequences(pair(), ledger, name)
        expect(problems, problems.join('\n')).toEqual([])
      })
    })

    test.each(walks)(
      '$name',
      async (walk) => {
        const { steps, problems } = await runWalks(pair(), { ...newLedger(), met: ledger.met }, walk)
        console.log(`${walk.name}: ${steps} steps, seed ${seed}`)
        expect(problems, problems.join('\n')).toEqual([])
      },
      walksTimeout,
    )

    test.each([...bytesPlans, ...servicePlans])('$route', async (plan) => {
      const problems = await runBytes(pair(), ledger, plan)
      expect(problems, problems.join('\n')).toEqual([])
    })

    test.each(plansThat('read'))('%s', async (name, plan) => {
      const problems = await runPlan(pair(), ledger, name, plan)
      expect(problems, problems.join('\n')).toEqual([])
    })
  })

  atOnce('writing', (pair) => {
    test.each(plansThat('write'))('%s', async (name, plan) => {
      const problems = await runPlan(pair(), ledger, name, plan)
      expect(problems, problems.join('\n')).toEqual([])
    })
  })

  test('every endpoint was sent requests of every kind', () => {
    const counts = table(ledger, () => undefined)
    console.log(counts)
    expect(counts).not.toContain('EMPTY')
  })

  test('met every difference in DIFFERENCES.md, and lists the same ones', () => {
    console.log([...ledger.met].map(([id, times]) => `${id} ${times}`).join(', '))
    const listed = readFileSync(join(import.meta.dirname, 'DIFFERENCES.md'), 'utf8').matchAll(/^\| `([\w-]+)`/gm)
    expect([...listed].map(([, id]) => id).toSorted()).toEqual(differences.map(({ id }) => id).toSorted())
    expect(differences.map(({ id }) => id).filter((id) => !ledger.met.has(id))).toEqual([])
  })
})

/** Runs its tests one after another on its own servers, in parallel with the other suites: MLflow keeps one core busy. */
function atOnce(name: string, define: (pair: () => Pair) => void) {
  const inOrder = () => {
    let started: Awaited<ReturnType<typeof startPair>> | undefined
    beforeAll(async () => {
      started = await startPair(python ?? '')
    })
    afterAll(() => started?.stop())
    define(() => {
      if (!started) throw new Error('The servers did not start.')
      return started.pair
    })
  }
  describe.concurrent('', () => {
    describe.sequential(name, inOrder)
  })
}
