import { expect, test } from 'vitest'
import { defaults } from './config/config.ts'
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackend } from './open-backend.ts'
import { keepOnlyFor } from './upstream/reviews/kept-of.ts'

const config = { ...defaults, port: 5050 }

test.each([
  ['http://127.0.0.1:5050', {}],
  ['http://LOCALHOST:5050/', {}],
  ['http://[::1]:5050', {}],
  ['http://shelf.example', { port: 80, allowedHosts: ['shelf.example'] }],
])('refuses %s, which is the server itself', (uri, more) => {
  const open = () => openBackend({ ...config, ...more }, { MLFLOW_TRACKING_URI: uri })
  expect(open).toThrow('points to this server itself')
})

test.each(['http://127.0.0.1:5051', 'https://127.0.0.1', 'http://mlflow.example:5050'])(
  'accepts %s, which is another server',
  (uri) => {
    const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
    const { what, close } = openBackend({ ...config, data }, { MLFLOW_TRACKING_URI: uri })
    expect(what).toBe(`before ${uri}, reviews in ${data}`)
    void close()
  },
)

test('does not start in front of another MLflow server than the one whose reviews it has', () => {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  keepOnlyFor('http://one.example', data)
  writeFileSync(join(data, 'mlflow.db'), '')
  expect(() => openBackend({ ...config, data }, { MLFLOW_TRACKING_URI: 'http://two.example' })).toThrow(
    'has the reviews of the MLflow server at http://one.example, not at http://two.example',
  )
})

test('the reviews of several front doors are kept by one, with which they share a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const [data, reviewsKeyFile, short] = [join(folder, 'data'), join(folder, 'key'), join(folder, 'short')]
  writeFileSync(reviewsKeyFile, `${'k'.repeat(32)}\n`)
  writeFileSync(short, 'k\n')
  const reviewsAt = 'http://keeper.example'
  const open = (more: object) =>
    openBackend({ ...config, data, reviewsAt, ...more }, { MLFLOW_TRACKING_URI: 'http://mlflow.example' })
  expect(open({ reviewsKeyFile }).what).toBe('before http://mlflow.example, reviews at http://keeper.example')
  expect(existsSync(data)).toBe(false)
  expect(() => open({})).toThrow('--reviews-at needs --reviews-key-file FILE')
  expect(() => open({ reviewsKeyFile: short })).toThrow('at least 32 characters')
  expect(() => open({ reviewsKeyFile: join(folder, 'none') })).toThrow('--reviews-key-file cannot be read')
  expect(() => open({ reviewsKeyFile, reviewsAt: 'http://localhost:5050' })).toThrow('names this server itself')
  expect(() => openBackend({ ...config, data, reviewsAt, reviewsKeyFile }, {})).toThrow('need an MLflow server')
})

const reachable = [
  ['--host 0.0.0.0', { host: '0.0.0.0' }],
  ['--host ::', { host: '::' }],
  ['--host 192.168.1.5', { host: '192.168.1.5' }],
  ['--host shelf.example', { host: 'shelf.example' }],
  ['--allowed-hosts shelf.example', { allowedHosts: ['shelf.example'] }],
  ['--trust-proxy', { trustProxy: ['127.0.0.0/8'] }],
] as const

test.each(reachable)('with %s, the embedded backend needs a decision on sign-in', (setting, more) => {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const open = (auth?: 'none') => openBackend({ ...config, ...more, data, auth }, {})
  expect(() => open()).toThrow(`${setting} lets others reach this server, and nobody signs in to it.`)
  const ways = ['--auth accounts', '--auth proxy', '--auth none', '--host 127.0.0.1', 'MLFLOW_TRACKING_URI=']
  for (const way of ways) expect(() => open()).toThrow(`\n  ${way}`)
  const { warning, close } = open('none')
  expect(warning).toContain('anyone who can reach this server has full access')
  close()
  // Before an MLflow server its sign-in counts.
  const before = { ...config, ...more, port: 1, data: mkdtempSync(join(tmpdir(), 'modelshelf-')) }
  void openBackend(before, { MLFLOW_TRACKING_URI: 'http://mlflow.example' }).close()
})

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('on %s it needs none', (host) => {
  const { warning, close } = openBackend({ ...config, host, data: mkdtempSync(join(tmpdir(), 'modelshelf-')) }, {})
  expect(warning).toBeUndefined()
  close()
})

test('refuses a kind of sign-in that the backend does not have', () => {
  for (const auth of ['operator', 'pass-through'] as const)
    expect(() => openBackend({ ...config, auth }, {})).toThrow(`--auth ${auth} needs an MLflow server`)
  expect(() => openBackend({ ...config, auth: 'none' }, { MLFLOW_TRACKING_URI: 'http://mlflow.example' })).toThrow(
    'use operator or pass-through',
  )
})

test.skipIf(process.platform === 'win32')('a new data directory is closed to other users of the machine', () => {
  const data = join(mkdtempSync(join(tmpdir(), 'modelshelf-')), 'new')
  openBackend({ ...config, data }, {}).close()
  expect(statSync(data).mode & 0o777).toBe(0o700)
})
