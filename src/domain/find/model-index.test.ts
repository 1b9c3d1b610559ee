import { expect, test } from 'vitest'
import { answered, findingCases, findingModels, liveOf } from '#contract/find/finding-cases.ts'
import { findModels, indexOf } from './model-index.ts'

const live = new Map(findingModels.flatMap((model) => [[model.name, liveOf(model)!] as const].filter(([, of]) => of)))

test.each(findingCases)('%j finds %j', async (words, expected) => {
  const index = await indexOf(findingModels.map(answered), live)
  const found = findModels(index, words).map(({ model, where }) => [model.name, ...(where ? [where] : [])])
  expect(found).toEqual(expected)
})

test('reads 10,000 models in pieces between which other work has its turn, and finds among them', async () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    name: `model-${n}`,
    description:
      `Predicts the ${n % 7 === 0 ? 'demand' : 'supply'} of region ${n} for the next hours, from weather and calendar. `.repeat(
        4,
      ),
    tags: [{ key: 'team', value: `team-${n % 40}` }],
  }))
  let turns = 0
  const other = setInterval(() => turns++, 1)
  const index = await indexOf(many)
  clearInterval(other)
  expect(turns).toBeGreaterThan(10)
  expect(findModels(index, ['demand', 'team-7'])).toHaveLength(36)
  expect(findModels(index, ['demnd'])).toHaveLength(1429)
})
