import { expect, test } from 'vitest'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { againstText, usualAgainst, wantedOf } from './against.ts'

test.each([
  ['', { name: 'own' }],
  ['3', { name: 'own', version: '3' }],
  ['other/3', { name: 'other', version: '3' }],
  ['other/', { name: 'other' }],
  ['team/other 🚲/12', { name: 'team/other 🚲', version: '12' }],
])('reads and writes ?against=%s', (text, wanted) => {
  expect(wantedOf(text, 'own')).toEqual(wanted)
  expect(againstText(wanted, 'own')).toBe(text)
})

const versions = (...stages: Stage[]): ModelVersion[] =>
  stages.map((current_stage, index) => ({ name: 'm', version: String(index + 1), current_stage }))

test.each([
  [
    'the highest other version in Production',
    versions('Production', 'Production', 'None', 'None'),
    '4',
    '2',
    'production',
  ],
  ['another in Production than itself', versions('Production', 'None', 'Production'), '3', '1', 'production'],
  ['else the latest other', versions('None', 'Staging', 'None'), '3', '2', 'latest'],
  ['also a later one', versions('Production', 'None', 'None'), '1', '3', 'latest'],
])('compares with %s', (_what, all, own, version, reason) => {
  expect(usualAgainst({ name: 'm', version: own }, all)).toEqual({ version, reason })
})

test('compares by number, not by text', () => {
  const all = versions(...Array.from({ length: 12 }, () => 'None' as const))
  expect(usualAgainst({ name: 'm', version: '12' }, all)?.version).toBe('11')
})

test('has nothing to compare the only version with', () => {
  expect(usualAgainst({ name: 'm', version: '1' }, versions('Production'))).toBeUndefined()
})

test('takes a version of the same number of another model', () => {
  expect(usualAgainst({ name: 'other', version: '1' }, versions('Production'))?.version).toBe('1')
})
