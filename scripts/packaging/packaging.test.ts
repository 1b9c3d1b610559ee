import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirementChanges } from '#contract/requirements/changes.ts'

/** [before, after, what `packaging` says], written by scripts/packaging/cases.py. */
const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as [string, string, string][]

test('compares specifiers as Python’s packaging does', () => {
  const wrong = cases.flatMap(([before, after, said]) => {
    const is = requirementChanges([`a${before}`], [`a${after}`]).changes[0]?.verdict
    return is === said ? [] : [`${before || 'any'} → ${after || 'any'}: ${is}, not ${said}`]
  })
  expect(cases.length).toBeGreaterThan(300)
  expect(wrong).toEqual([])
})
