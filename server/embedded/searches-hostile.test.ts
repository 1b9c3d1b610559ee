import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import { FilterError } from '#contract/filter/filter-error.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { comparisons, everyGrammar, hostileText, joined, longText } from '#contract/filter/testing-filters.ts'
import { processorTime } from '../../scripts/processor-time.ts'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { ask } from '../testing/search.ts'

// Both the parser and the whole server answer or refuse any text as a filter or an order, and quickly.

const most = 50
const tenKilobytes = 10_000

/** Parses any text. Rethrows every error but a FilterError. */
function read(parse: () => unknown) {
  try {
    parse()
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
  }
}

/** Two searches are GETs, whose URL may have at most 16 kB (docs/robustness.md F08). */
const isTooLongForUrl = (grammar: Grammar, text: string) =>
  (grammar === 'models' || grammar === 'versions') && new URLSearchParams({ text }).toString().length > 16_000

let app: TestApp
beforeAll(async () => {
  app = openTestApp()
  const { call } = app
  const tags = [
    { key: 'k', value: 'a'.repeat(5000) },
    { key: 'a b', value: 'é%_\\'.repeat(50) },
  ]
  for (const name of ['x', 'Ünï', '日本']) {
    await call('createExperiment', { name, tags })
    const { run } = await call('createRun', { experiment_id: '0', run_name: name, start_time: 1, tags })
    const { model } = await call('createLoggedModel', { experiment_id: '0', name, tags, params: tags })
    const metrics = [{ key: 'a', value: NaN, timestamp: 1, step: 1, model_id: model.info.model_id }]
    await call('logBatch', {
      run_id: run.info.run_id,
      metrics: metrics.map((metric) => ({ ...metric, value: 'NaN' })),
      params: [{ key: 'p', value: 'x'.repeat(5000) }],
    })
    await call('createModel', { name, tags })
    await call('createVersion', { name, source: 's3://b/x', tags })
  }
})

/** Sends a text as filter and as order. Throws unless the answer is a page, or refuses the text or its URL. */
async function send(grammar: Grammar, text: string) {
  for (const asked of [{ filter: text }, { order_by: [text] }])
    try {
      await ask(app.call, grammar, asked)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const expected = isTooLongForUrl(grammar, text)
        ? /^(URI_TOO_LONG|INVALID_PARAMETER_VALUE)$/
        : /^INVALID_PARAMETER_VALUE$/
      expect(error.code, error.message).toMatch(expected)
    }
}

describe.each(everyGrammar)('a search of %s', (grammar) => {
  test('parses any 10 kB as a filter and as an order within 50 ms', async () => {
    const text = longText(grammar, tenKilobytes)
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        expect(await processorTime(() => read(() => parseFilter(grammar, text)), most)).toBeLessThan(most)
        expect(await processorTime(() => read(() => parseOrderBy(grammar, [text])), most)).toBeLessThan(most)
      }),
      { numRuns: 100 },
    )
  })

  test('answers or refuses any text', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(grammar), (text) => send(grammar, text)),
      { numRuns: 200 },
    )
  })

  test('answers any 10 kB within 50 ms', async () => {
    const text = longText(grammar, grammar === 'models' || grammar === 'versions' ? 5000 : tenKilobytes)
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        expect(await processorTime(() => send(grammar, text), 2 * most)).toBeLessThan(2 * most) // as filter and as order
      }),
      { numRuns: 100 },
    )
  })

  test('answers valid filters with many comparisons within 50 ms', async () => {
    const texts = ['x', 'a', '%a%a%a%a%a%', '%_a_%_a_%b', '_%_%_%_%_%', '%é%É%_', 'a'.repeat(300), '日本', '0', '']
    const pool = { keys: { metric: ['a'], param: ['p'], tag: ['k', 'a b'] }, texts, numbers: [0, 1, -1.5, 1e300] }
    const longest = grammar === 'models' || grammar === 'versions' ? 4000 : tenKilobytes
    const parts = fc.array(comparisons(grammar, pool), { minLength: 20, maxLength: 100 })
    await fc.assert(
      fc.asyncProperty(parts, async (parts) => {
        let filter = joined(parts)
        for (let count = parts.length; filter.length > longest; count -= 1) filter = joined(parts.slice(0, count))
        expect(await processorTime(() => ask(app.call, grammar, { filter }), most)).toBeLessThan(most)
      }),
      { numRuns: 25 },
    )
  })

  test('answers or refuses texts of the maximum length and longer', async () => {
    const text = fc.constantFrom(16_000, 30_000, 49_999, 70_000).chain((length) => longText(grammar, length))
    await fc.assert(
      fc.asyncProperty(text, (text) => send(grammar, text)),
      { numRuns: 40 },
    )
  })
})
