import { expect, test } from 'vitest'
import { loadProblem, uriOf, waysToLoad } from './ways-to-load.ts'

test('a version is loaded by number, stage, alias and as the latest', () => {
  const version = { name: 'iris', version: '3', current_stage: 'Production', aliases: ['champion', 'b'] } as const
  expect(waysToLoad({ ...version, aliases: [...version.aliases] }).map(uriOf)).toEqual([
    'models:/iris/3',
    'models:/iris/Production',
    'models:/iris@champion',
    'models:/iris@b',
    'models:/iris/latest',
  ])
})

test('None is no stage to load from', () => {
  expect(waysToLoad({ name: 'iris', version: '3', current_stage: 'None' }).map(({ id }) => id)).toEqual([
    'version',
    'latest',
  ])
})

test('a name that clients misread is said so', () => {
  expect(loadProblem('what?')).toContain('“?”')
  expect(loadProblem('it’s "100%" & co. #1')).toBeUndefined()
})
