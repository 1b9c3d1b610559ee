import { expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import { findModels, indexOf } from './model-index.ts'

const models: RegisteredModel[] = [
  { name: 'station-demand', description: 'Bikes per hour.', aliases: [{ alias: 'champion', version: '3' }] },
  { name: 'trip-duration', description: 'Uses the demand of each station.' },
  { name: 'décor-ranker', tags: [{ key: 'team', value: 'Überland' }] },
  { name: 'plain', tags: [{ key: 'modelshelf.owner', value: 'Mira' }] },
  { name: '需要予測', description: '駅ごとの自転車' },
  {
    name: 'faults',
    latest_versions: [{ name: 'faults', version: '2', current_stage: 'Staging', description: 'Now with vibration' }],
  },
]
const found = async (...words: string[]) =>
  findModels(await indexOf(models), words).map(({ model, where }) => [model.name, where])

test.each<[string[], [string, string | undefined][]]>([
  [
    ['demand'],
    [
      ['station-demand', undefined],
      ['trip-duration', undefined],
    ],
  ],
  [['DEMAND', 'bikes'], [['station-demand', undefined]]],
  [
    ['emand'],
    [
      ['station-demand', undefined],
      ['trip-duration', undefined],
    ],
  ],
  [
    ['demnd'],
    [
      ['station-demand', undefined],
      ['trip-duration', undefined],
    ],
  ],
  [
    ['dmeand'],
    [
      ['station-demand', undefined],
      ['trip-duration', undefined],
    ],
  ],
  [['vibratoin'], [['faults', 'Version 2 Now with vibration']]],
  [['DECOR'], [['décor-ranker', undefined]]],
  [['u\u0308ber'], [['décor-ranker', 'Tag team: Überland']]],
  [['champion'], [['station-demand', 'Version 3 @champion']]],
  [['mira'], [['plain', 'Owner Mira']]],
  [['staging'], [['faults', 'Version 2 Staging']]],
  [['予測'], [['需要予測', undefined]]],
  [['demand', 'nowhere-at-all'], []],
  [['xyz'], []],
])('%j finds %j', async (words, names) => {
  expect(await found(...words)).toEqual(names)
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
