import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { textDiff } from '../../src/domain/changes/text-diff.ts'

/** [before, after, the lines that `difflib` tells apart with three around them], written by scripts/difflib/cases.py. */
const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as [string, string, string][]

const whole = (text: string) => (text === '' ? '' : `${text}\n`)

test('tells lines apart as Python’s difflib does', () => {
  for (const [before, after, told] of cases)
    expect(
      textDiff(whole(before), whole(after))
        ?.flatMap(({ lines }) => lines)
        .join('\n'),
    ).toBe(told)
  expect(cases.filter(([, , told]) => told !== '').length).toBeGreaterThan(30)
})
