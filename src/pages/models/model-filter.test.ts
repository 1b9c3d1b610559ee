import { expect, test } from 'vitest'
import { appliedParts, modelFilter, modelFilterProblem } from './model-filter.ts'

test.each([
  ['', ''],
  ['taxi', `name ILIKE '%taxi%'`],
  [' taxi  nyc ', `name ILIKE '%taxi%' AND name ILIKE '%nyc%'`],
  [`it's`, `name ILIKE "%it's%"`],
  [`'"`, `name ILIKE '%_"%'`],
  [`tags.team = 'rides'`, `tags.team = 'rides'`],
  [`name like 'x%'`, `name like 'x%'`],
])('“%s” asks for “%s”', (text, filter) => {
  expect(modelFilter(text)).toBe(filter)
})

test('an error points at the character', () => {
  expect(modelFilterProblem(`name ILIKE '%a%' AND owner = 'x'`)?.position).toBe(21)
  expect(modelFilterProblem('plain words')).toBeUndefined()
})

test('each part can be taken away', () => {
  expect(appliedParts(`name = 'a' AND tags.b = 'c'`)).toEqual([
    { text: `name = 'a'`, rest: `tags.b = 'c'` },
    { text: `tags.b = 'c'`, rest: `name = 'a'` },
  ])
  expect(appliedParts('taxi nyc').map(({ rest }) => rest)).toEqual(['nyc', 'taxi'])
})
