import { expect, test } from 'vitest'
import { defaults } from './config.ts'
import { openBackend } from './open-backend.ts'

const config = { ...defaults, port: 5050 }

test.each([
  ['http://127.0.0.1:5050', {}],
  ['http://LOCALHOST:5050/', {}],
  ['http://[::1]:5050', {}],
  ['http://shelf.example', { port: 80, allowedHosts: ['shelf.example'] }],
])('a server is not put before itself: %s', (uri, more) => {
  const open = () => openBackend({ ...config, ...more }, { MLFLOW_TRACKING_URI: uri })
  expect(open).toThrow('names this very server')
})

test.each(['http://127.0.0.1:5051', 'https://127.0.0.1', 'http://mlflow.example:5050'])(
  'it is put before another one: %s',
  (uri) => {
    expect(openBackend(config, { MLFLOW_TRACKING_URI: uri }).what).toBe(`before ${uri}`)
  },
)
