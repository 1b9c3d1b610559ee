import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { isEnough } from './install.mjs'

test('the server runs on Node 24.7 and later, as every packaged Node is', () => {
  const packaged = Object.entries(manifest.optionalDependencies).filter(([name]) => name.startsWith('node-'))
  expect(packaged.length).toBeGreaterThan(4)
  for (const [name, version] of [...packaged, ['least', '24.7.0'], ['later', '25.0.0']] as const) {
    const [major = 0, minor = 0] = version.split('.').map(Number)
    expect([name, isEnough({ major, minor })]).toEqual([name, true])
  }
  for (const [major, minor] of [
    [24, 6],
    [24, 0],
    [22, 20],
  ] as const)
    expect([major, minor, isEnough({ major, minor })]).toEqual([major, minor, false])
})
