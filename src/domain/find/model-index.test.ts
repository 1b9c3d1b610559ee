import { expect, test } from 'vitest'
import { answered, besideOf, findingCases, findingModels } from '#contract/find/finding-cases.ts'
import { findModels, indexOf } from './model-index.ts'

const beside = new Map(findingModels.map((model) => [model.name, besideOf(model)]))

test.each(findingCases)('%j finds %j', async (words, expected) => {
  const index = await indexOf(findingModels.map(answered), beside)
  const found = (await findModels(index, words)).map(({ model, where }) => [model.name, ...(where ? [where] : [])])
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
  expect(turns).toBeGreaterThan(10)
  turns = 0
  const found = [
    await findModels(index, ['demand', 'team-7']),
    await findModels(index, ['demnd']),
    await findModels(index, ['predicts', 'region']),
    await findModels(index, ['e']),
  ]
  clearInterval(other)
  expect(turns).toBeGreaterThan(4)
  expect(found.map(({ length }) => length)).toEqual([36, 1429, 10_000, 10_000])
})

test('a search that nobody waits for ends', async () => {
  const index = await indexOf(findingModels.map(answered), beside)
  const leaving = new AbortController()
  const found = findModels(index, ['demand'], leaving.signal)
  leaving.abort()
  await expect(found).rejects.toThrow('aborted')
})
