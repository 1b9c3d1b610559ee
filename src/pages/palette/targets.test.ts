import { expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import { sections } from '#contract/pages.ts'
import { foundTargets, idTargets, modelTargets, placesFor, versionIn, versionTargets } from './targets.ts'

test.each([
  ['fares 3', { words: 'fares', version: '3' }],
  ['Taxi fares v12 ', { words: 'Taxi fares', version: '12' }],
  ['fares@007', { words: 'fares', version: '7' }],
  ['fares', undefined],
  ['3', undefined],
  ['fares3', undefined],
  ['fares 0', undefined],
])('“%s” names a version', (text, named) => {
  expect(versionIn(text)).toEqual(named)
})

test('recognises ids by their form', () => {
  const run = '0123456789abcdef0123456789abcdef'
  expect(idTargets(` ${run} `)).toMatchObject([{ to: `/runs/${run}` }])
  expect(idTargets(`m-${run}`)).toMatchObject([{ to: `/logged-models/m-${run}` }])
  expect(idTargets('12')).toMatchObject([{ to: '/experiments/12/runs' }])
  expect(idTargets('0123')).toMatchObject([{ group: 'Experiments' }])
  expect(idTargets('abc')).toEqual([])
})

test('offers only possible version numbers', () => {
  const model: RegisteredModel = {
    name: 'a/b',
    latest_versions: [{ name: 'a/b', version: '4', current_stage: 'Production' }],
  }
  expect(versionTargets([model, { name: 'none' }], '4')).toMatchObject([{ to: '/models/a%2Fb/versions/4' }])
  expect(versionTargets([model], '5')).toEqual([])
  expect(modelTargets([model])).toMatchObject([{ label: 'a/b', note: 'version 4 in Production' }])
})

test('finds pages by part of their name', () => {
  expect(placesFor('SET').map(({ label }) => label)).toEqual(['Settings'])
  expect(placesFor('').map(({ label }) => label)).toEqual([
    ...Object.values(sections),
    'Registry health',
    'Which version is this?',
  ])
})

test('says where a model was found unless its name tells', () => {
  const model: RegisteredModel = { name: 'Décor-demand', description: 'Counts bikes per hour.' }
  const noteOf = (terms: string[], where?: string) =>
    foundTargets([{ registered_model: model, terms, ...(where && { where }) }])[0]?.note
  expect(noteOf(['decor'])).toBeUndefined()
  expect(noteOf(['decor', 'bikes'])).toBeUndefined() // its description has only one of both
  expect(noteOf(['bikes'])).toBe('Counts bikes per hour.…')
  expect(noteOf(['decor', 'rides'], 'Tag team: rides')).toBe('Tag team: rides')
})

test('says so of words with accents, too', () => {
  const model: RegisteredModel = { name: 'fares', description: 'Le modèle de la Straße.' }
  expect(foundTargets([{ registered_model: model, terms: ['modele'] }])[0]?.note).toBe('Le modèle de la Straße.…')
  expect(foundTargets([{ registered_model: model, terms: ['strasse'] }])[0]?.note).toBe('Le modèle de la Straße.…')
})
