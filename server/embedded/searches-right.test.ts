import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Grammar, grammars } from '#contract/filter/filter-grammars.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import { type Comparison, comparisons, everyGrammar, joined } from '#contract/filter/testing-filters.ts'
import { openTestApp } from '../testing/app.ts'
import { keys, pools, specs } from '../testing/pool.ts'
import { reference } from '../testing/reference.ts'
import { walk } from '../testing/search.ts'
import { worlds } from '../testing/worlds.ts'

// Every search returns what a plain evaluator finds among the same rows, in its order, each row on one page.

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

/** Replaces `{0}`, `{1}` in a comparison with ids. */
function about(ids: readonly string[], { value, written, ...part }: Comparison): Comparison {
  const fill = (text: string) => text.replaceAll(/\{(\d)\}/g, (all, at: string) => ids[Number(at)] ?? all)
  const filled = typeof value === 'string' ? fill(value) : Array.isArray(value) ? value.map(fill) : value
  return { ...part, ...(filled === undefined ? {} : { value: filled }), written: fill(written) }
}

/** A small pool of values, the rows, and the searches: `{0}` in a filter is the id of the first row. */
const scenes = (grammar: Grammar) =>
  pools.chain((small) => {
    const tag = grammar === 'models' || grammar === 'versions' ? [...small.keys, 'mlflow.prompt.is_prompt'] : small.keys
    const texts = [...small.texts, '{0}', ...(grammar === 'runs' ? ['FINISHED'] : [])]
    const pool = { keys: { metric: small.keys, param: small.keys, tag }, texts, numbers: small.numbers }
    const asked = fc.record({
      parts: fc.array(comparisons(grammar, pool), { maxLength: 2 }),
      orders: orders(grammar),
      max_results: fc.constantFrom(1, 2, 1000),
    })
    return fc.record({ rows: specs(small), all: fc.array(asked, { minLength: 15, maxLength: 15 }) })
  })

test.each(everyGrammar)('a search of %s finds what a plain evaluator finds, in the same order', async (grammar) => {
  await fc.assert(
    fc.asyncProperty(scenes(grammar), async (scene) => {
      const app = openTestApp()
      const rows = await worlds[grammar](app, scene.rows)
      const ids = rows.map(({ id }) => id)
      for (const { orders, max_results, ...asked } of scene.all) {
        const parts = asked.parts.map((part) => about(ids, part))
        const order_by = orders.map(({ written }) => written)
        const seen = await walk(app.call, grammar, { filter: joined(parts), order_by, max_results }, experiments)
        expect(seen).toEqual(reference(grammar, rows, parts, orders))
      }
      app.db.close()
    }),
    { numRuns: 25 },
  )
})

const experiments = ['0', '2', '10']
