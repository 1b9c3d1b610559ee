import { expect, test } from 'vitest'
import { isPrompt, ownTags, tagKeyProblem } from './tags.ts'

test.each(['team', 'git.commit', 'a/b', 'schön: 1', 'v-1_x', '.hidden', 'x'.repeat(250)])(
  'accepts the key %s',
  (key) => {
    expect(tagKeyProblem(key)).toBeUndefined()
  },
)

test.each(['', '/a', 'a/', 'a//b', '.', '..', '../a', '..a', 'a/../b', 'a=b', 'tab\t', 'x'.repeat(251)])(
  'refuses the key “%s” with a reason',
  (key) => {
    expect(tagKeyProblem(key)).toMatch(/\.$/)
  },
)

test('lists only the tags that people set, by key', () => {
  const tags = ['b', 'mlflow.source', 'a', '_mlflow_x', 'modelshelf.owner'].map((key) => ({ key, value: '' }))
  expect(ownTags(tags).map(({ key }) => key)).toEqual(['a', 'b'])
  expect(ownTags(undefined)).toEqual([])
})

test('a model is a prompt only when its tag says true', () => {
  expect(isPrompt([{ key: 'mlflow.prompt.is_prompt', value: 'true' }])).toBe(true)
  expect(isPrompt([{ key: 'mlflow.prompt.is_prompt', value: 'false' }])).toBe(false)
  expect(isPrompt(undefined)).toBe(false)
})
