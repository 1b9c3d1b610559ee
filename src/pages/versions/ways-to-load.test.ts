import { expect, test } from 'vitest'
import { loadProblem, uriOf, waysToLoad } from './ways-to-load.ts'

test('offers number, stage, alias and latest', () => {
  const version = { name: 'iris', version: '3', current_stage: 'Production', aliases: ['champion', 'b'] } as const
  expect(waysToLoad({ ...version, aliases: [...version.aliases] }).map(uriOf)).toEqual([
    'models:/iris/3',
    'models:/iris/Production',
    'models:/iris@champion',
    'models:/iris@b',
    'models:/iris/latest',
  ])
})

test('does not offer the stage None', () => {
  expect(waysToLoad({ name: 'iris', version: '3', current_stage: 'None' }).map(({ id }) => id)).toEqual([
    'version',
    'latest',
  ])
})

test('warns about a name that clients cannot load', () => {
  expect(loadProblem('what?')).toContain('“?”')
  expect(loadProblem('it’s "100%" & co. #1')).toBeUndefined()
})
