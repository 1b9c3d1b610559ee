import { expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import { isAsked, matches, stageOf } from './model-match.ts'

const model: RegisteredModel = {
  name: 'Taxi fares',
  description: 'Predicts **fares** in Lyon.',
  tags: [
    { key: 'team', value: 'rides' },
    { key: 'modelshelf.owner', value: 'Ada' },
    { key: 'mlflow.hidden', value: 'secret' },
  ],
  aliases: [{ alias: 'champion', version: '2' }],
  latest_versions: [{ name: 'Taxi fares', version: '2', current_stage: 'Staging' }],
}

test.each([
  ['fares lyon', true],
  ['RIDES ada', true],
  ['@champ', true],
  ['staging', true],
  ['production', false],
  ['secret', false],
  ['fares paris', false],
])('the words “%s”: %s', (words, found) => {
  expect(matches(model, { words: words.split(' ') })).toBe(found)
})

test('matches a stage held by any version', () => {
  expect(matches(model, { stage: 'Staging', words: [] })).toBe(true)
  expect(matches(model, { stage: 'Production', words: [] })).toBe(false)
  expect(stageOf('Staging')).toBe('Staging')
  expect(stageOf('bogus')).toBeUndefined()
  expect(isAsked({ words: [] })).toBe(false)
})
