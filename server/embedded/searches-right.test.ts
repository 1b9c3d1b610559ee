import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Grammar, grammars } from '#contract/filter-grammars.ts'
import type { OrderBy } from '#contract/order-by.ts'
import { type Comparison, comparisons, everyGrammar, joined } from '#contract/testing-filters.ts'
import { openTestApp } from '../testing.ts'
import { keys, numbers, specs, texts } from '../testing-pool.ts'
import { reference } from '../testing-reference.ts'
import { walk } from '../testing-search.ts'
import { worlds } from '../testing-worlds.ts'

// Whatever is asked, the rows come that a plain evaluator finds among what was made, in its order, each on one page.

type Order = OrderBy & { written: string }

function orders(grammar: Grammar): fc.Arbitrary<Order[]> {
  const { order, orderEntities, entities } = grammars[grammar]
  const own = [...order].map(([name, key]) => ({ entity: 'attribute' as const, key, name }))
  const free = orderEntities.flatMap((entity) =>
    keys.map((key) => {
      const prefix = [...entities].findLast(([, meant]) => meant === entity)?.[0] ?? entity
      return { entity, key, name: `${prefix}.${grammar === 'loggedModels' ? key : `\`${key}\``}` }
    }),
  )
  const one = fc.record({
    what: fc.oneof(fc.constantFrom(...own), ...(free.length > 0 ? [fc.constantFrom(...free)] : [])),
    direction: fc.constantFrom('', ' ASC', ' DESC'),
  })
  return fc.uniqueArray(one, { maxLength: 3, selector: ({ what }) => `${what.entity} ${what.key}` }).map((list) =>
    list.map(({ what: { entity, key, name }, direction }) => ({
      entity,
      key,
      ascending: direction !== ' DESC',
      written: name + direction,
    })),
  )
}

/** The comparison with ids in place of `{0}`, `{1}`. */
function about(ids: readonly string[], { value, written, ...part }: Comparison): Comparison {
  const fill = (text: string) => text.replaceAll(/\{(\d)\}/g, (all, at: string) => ids[Number(at)] ?? all)
  const filled = typeof value === 'string' ? fill(value) : Array.isArray(value) ? value.map(fill) : value
  return { ...part, ...(filled === undefined ? {} : { value: filled }), written: fill(written) }
}

test.each(everyGrammar)('searches of %s find what a plain evaluator finds, in its order', async (grammar) => {
  const tag = grammar === 'models' || grammar === 'versions' ? [...keys, 'mlflow.prompt.is_prompt'] : keys
  const pool = { keys: { metric: keys, param: keys, tag }, texts, numbers }
  const asked = fc.record({
    parts: fc.array(comparisons(grammar, pool), { maxLength: 2 }),
    orders: orders(grammar),
    max_results: fc.constantFrom(1, 2, 1000),
  })
  let found = 0
  await fc.assert(
    fc.asyncProperty(specs, fc.array(asked, { minLength: 12, maxLength: 12 }), async (specs, all) => {
      const app = openTestApp()
      const rows = await worlds[grammar](app, specs)
      const ids = rows.map(({ id }) => id)
      for (const { orders, max_results, ...asked } of all) {
        const parts = asked.parts.map((part) => about(ids, part))
        const order_by = orders.map(({ written }) => written)
        const seen = await walk(app.call, grammar, { filter: joined(parts), order_by, max_results }, experiments)
        expect(seen).toEqual(reference(grammar, rows, parts, orders))
        found += seen.length
      }
      app.db.close()
    }),
    { numRuns: 20 },
  )
  expect(found).toBeGreaterThan(100) // else the filters ask for nothing that is there
})

const experiments = ['0', '2', '10']
