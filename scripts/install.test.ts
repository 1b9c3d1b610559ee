import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('installs without a warning what asks for a newer Node than npm runs on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'))
  const write = (file: string, json: object) => {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), JSON.stringify(json))
  }
  const wants = { version: '1.0.0', engines: { node: '>=99' } }
  const app = { name: 'app', version: '1.0.0', dependencies: { newer: 'file:newer' } }
  const linked = { resolved: 'newer', link: true }
  write('package.json', { ...app, type: 'module' })
  write('package-lock.json', {
    ...app,
    lockfileVersion: 3,
    packages: { '': app, 'node_modules/newer': linked, newer: wants },
  })
  write('newer/package.json', { name: 'newer', ...wants })
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(import.meta.dirname, 'install.mjs'), join(folder, 'scripts', 'install.mjs'))
  const install = `import('./scripts/install.mjs').then(({ installPackages }) => installPackages())`
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', install], { cwd: folder, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/added 1 package/)
}, 30_000)
