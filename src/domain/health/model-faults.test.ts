import { expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import type { Stage } from '#contract/versions.ts'
import { modelFaults } from './model-faults.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000

const model = (stages: Stage[], rest: Partial<RegisteredModel> = {}): RegisteredModel => ({
  name: 'demand',
  description: 'Bikes an hour',
  tags: [{ key: 'modelshelf.owner', value: 'Ada' }],
  last_updated_timestamp: NOW - 400 * DAY,
  latest_versions: stages.map((current_stage, index) => ({
    name: 'demand',
    version: String(index + 1),
    current_stage,
    last_updated_timestamp: NOW - DAY,
  })),
  ...rest,
})
const faults = (of: RegisteredModel) => modelFaults(of, { now: NOW, staleDays: 180, hasStages: true })

test.each<[string, RegisteredModel, string[]]>([
  ['in Production and described', model(['Production']), []],
  ['a version without a stage', model(['None']), ['nothing-in-production']],
  ['no version yet', model([], { last_updated_timestamp: NOW }), ['nothing-in-production']],
  ['only archived ones', model(['Archived']), []],
  ['an archived and a new one', model(['Archived', 'None']), ['nothing-in-production']],
  ['only spaces for a description', model(['Production'], { description: ' \n' }), ['no-description']],
  ['an empty owner', model(['Production'], { tags: [{ key: 'modelshelf.owner', value: '' }] }), ['no-owner']],
])('%s', (_what, of, found) => {
  expect(faults(of)).toEqual(found)
})

test('counts a change of a version as one of its model', () => {
  const old = model(['Production'])
  expect(faults(old)).toEqual([])
  const [version] = old.latest_versions ?? []
  expect(faults({ ...old, latest_versions: [{ ...version!, last_updated_timestamp: NOW - 181 * DAY }] })).toEqual([
    'stale',
  ])
})

test('without stages no model lacks a version in Production', () => {
  expect(modelFaults(model(['None']), { now: NOW, staleDays: 180, hasStages: false })).toEqual([])
})
