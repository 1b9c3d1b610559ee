import { expect, test } from 'vitest'
import { versionBy } from './version-by.ts'

const model = { aliases: [{ alias: 'champion', version: '1' }] }
const versions = (['Staging', 'Production', 'Production'] as const).map((current_stage, at) => ({
  name: 'bikes',
  version: String(3 - at),
  current_stage,
}))

test.each([
  ['stage', '2'],
  ['@champion', '1'],
  // As the page does for links to what is gone.
  ['@gone', '2'],
  ['latest', '2'],
])('?by=%s names version %s', (by, version) => {
  expect(versionBy(by, model, versions)?.version).toBe(version)
})

test('names a version for the link of “Use this model”, which says ?by=stage, also without any in Production', () => {
  const none = versions.map((version) => ({ ...version, current_stage: 'None' as const }))
  expect(versionBy('stage', model, none)?.version).toBe('1') // by its alias
  expect(versionBy('stage', {}, none)?.version).toBe('3') // the latest
  expect(versionBy('stage', model, [])).toBeUndefined()
})
