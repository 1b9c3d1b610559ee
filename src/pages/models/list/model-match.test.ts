import { expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import { isIn, stageOf } from './model-match.ts'

const model: RegisteredModel = {
  name: 'Taxi fares',
  latest_versions: [{ name: 'Taxi fares', version: '2', current_stage: 'Staging' }],
}

test('matches a stage held by any version', () => {
  expect(isIn(model, 'Staging')).toBe(true)
  expect(isIn(model, 'Production')).toBe(false)
  expect(isIn({ name: 'empty' }, 'Staging')).toBe(false)
  expect(stageOf('Staging')).toBe('Staging')
  expect(stageOf('bogus')).toBeUndefined()
})
