import { expect, test } from 'vitest'
import { defaults } from './config.ts'
import { openBackend } from './open-backend.ts'

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
    expect(openBackend(config, { MLFLOW_TRACKING_URI: uri }).what).toBe(`before ${uri}`)
  },
)
