import { expect, test } from 'vitest'
import { loadProblem, offersOf, uriOf, waysToLoad } from './ways-to-load.ts'

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

const offered = (model: Parameters<typeof offersOf>[0], versions: Parameters<typeof offersOf>[1]) =>
  offersOf(model, versions).map(({ way, version }) => `${uriOf(way)} ${way.label} ${version.version}`)

test('a model offers what is in Production and each alias, with the version that it means now', () => {
  const versions = [
    { name: 'iris', version: '12', current_stage: 'Staging' },
    { name: 'iris', version: '11', current_stage: 'Production' },
    { name: 'iris', version: '9', current_stage: 'Production' },
  ] as const
  const aliases = [
    { alias: 'champion', version: '9' },
    { alias: 'next', version: '12' },
    { alias: 'deleted', version: '4' },
  ]
  expect(offered({ name: 'iris', aliases }, versions)).toEqual([
    'models:/iris/Production Production (version 11) 11',
    'models:/iris@champion @champion (version 9) 9',
    'models:/iris@next @next (version 12) 12',
  ])
})

test('a model with neither offers its latest version, one without versions nothing', () => {
  const versions = [
    { name: 'a b', version: '2' },
    { name: 'a b', version: '1', current_stage: 'Archived' },
  ] as const
  expect(offered({ name: 'a b' }, versions)).toEqual(['models:/a b/latest Latest version (version 2) 2'])
  expect(offered({ name: 'a b', aliases: [{ alias: 'x', version: '7' }] }, [])).toEqual([])
})
