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
  ['@gone', undefined],
  ['latest', undefined],
])('?by=%s names version %s', (by, version) => {
  expect(versionBy(by, model, versions)?.version).toBe(version)
})
