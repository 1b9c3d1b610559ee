import { expect, test } from 'vitest'
import { FilterError } from './filter-error.ts'
import type { Grammar } from './filter-grammars.ts'
import { parseFilter } from './filter.ts'
import { meantByUnseen, meantInstead } from './meant-search.ts'

const seen = new Map(['metrics.test_accuracy', 'params.depth', 'tags.team'].map((key) => [key, new Set<string>()]))

function problemOf(grammar: Grammar, text: string): FilterError {
  try {
    parseFilter(grammar, text)
  } catch (error) {
    if (error instanceof FilterError) return error
  }
  throw new Error('it can be read')
}

test.each([
  ['runs', 'test_accuracy > 0.9', 'metrics.test_accuracy > 0.9'],
  [
    'runs',
    "status = 'FINISHED' AND attributes.test_acuracy > 0.9",
    "status = 'FINISHED' AND metrics.test_accuracy > 0.9",
  ],
  ['runs', "parms.depth = '8' AND status = 'FINISHED'", "params.depth = '8' AND status = 'FINISHED'"],
  ['runs', "runname = 'x'", "run_name = 'x'"],
  ['models', "team = 'rides'", "tags.team = 'rides'"],
] as const)('reads %s › %s as %s', (grammar, text, search) => {
  expect(meantInstead(grammar, text, problemOf(grammar, text), seen)?.search).toBe(search)
})

test('knows nothing better for other faults and far names', () => {
  for (const text of ["metrics.rmse < 'x'", 'nothing > 3', 'metrics.rmse <'])
    expect(meantInstead('runs', text, problemOf('runs', text), seen)).toBeUndefined()
})

test.each([
  ['metrics.test_acuracy > 0.9', 'metrics.test_accuracy > 0.9'],
  [
    "first try AND metrics.`test accuracy` > 0.9 AND status = 'FINISHED'",
    "first try AND metrics.test_accuracy > 0.9 AND status = 'FINISHED'",
  ],
  [' param."Depth" = "8"', ' params.depth = "8"'],
])('reads the unseen name in %s', (text, search) => {
  expect(meantByUnseen('runs', text, seen)?.search).toBe(search)
})

test('leaves words, seen names, attributes and far names alone', () => {
  for (const text of ['test_acuracy', 'metrics.test_accuracy > 2', "run_name = 'x'", 'metrics.other > 2', ''])
    expect(meantByUnseen('runs', text, seen)).toBeUndefined()
})

test.each([
  'zzz > 3',
  'foo.bar > 3',
  'metrics.a-b > 3',
  "metrics.rmse < 'x'",
  "metrics.rmse LIKE 'x'",
  'metrics.rmse IS NULL',
  'tags.team = 7',
  'tags.team = rides',
  "start_time = 'x'",
  "start_time IN ('x')",
  'run_id IN ()',
  'run_id IN (1)',
  "dataset.zzz = 'x'",
  'metrics.rmse <',
  "metrics.rmse < 3 OR tags.team = 'x'",
  "metrics.rmse < 3; tags.team = 'x'",
])('says what is wrong with %s in words for people', (text) => {
  const { plain, message } = problemOf('runs', text)
  expect(plain).not.toBe(message)
  expect(plain).not.toMatch(/\{'|\['|entity|clause|identifier/i)
  expect(plain).toMatch(/^[“A-Za-z].*[^.]$|\.$/)
})
