import { expect, test } from 'vitest'
import { upstreamFrom } from './credentials.ts'

const uri = 'https://mlflow.example/team/'

test('no tracking URI means the embedded backend', () => {
  expect(upstreamFrom({})).toBeUndefined()
  expect(upstreamFrom({ MLFLOW_TRACKING_URI: '' })).toBeUndefined()
})

test('the tracking server is also the registry unless one is named', () => {
  expect(upstreamFrom({ MLFLOW_TRACKING_URI: uri })).toEqual({
    tracking: { base: 'https://mlflow.example/team' },
    registry: { base: 'https://mlflow.example/team' },
  })
  expect(upstreamFrom({ MLFLOW_TRACKING_URI: uri, MLFLOW_REGISTRY_URI: 'http://r:5000' })?.registry).toEqual({
    base: 'http://r:5000',
  })
})

test('user and password win over the token; either wins over the URL', () => {
  const token = { MLFLOW_TRACKING_URI: 'http://a:b@h', MLFLOW_TRACKING_TOKEN: 't' }
  expect(upstreamFrom(token)?.tracking.authorization).toBe('Bearer t')
  const pair = { ...token, MLFLOW_TRACKING_USERNAME: 'u', MLFLOW_TRACKING_PASSWORD: 'p' }
  expect(upstreamFrom(pair)?.tracking.authorization).toBe(`Basic ${btoa('u:p')}`)
  const inUrl = upstreamFrom({ MLFLOW_TRACKING_URI: 'http://a%40b:c@h' })
  expect(inUrl?.tracking).toEqual({ base: 'http://h', authorization: `Basic ${btoa('a@b:c')}` })
})

test.each(['sqlite:///x.db', './mlruns', 'databricks', 'http://h/?a=1', 'file:///x'])(
  'refuses %s with a reason',
  (bad) => {
    expect(() => upstreamFrom({ MLFLOW_TRACKING_URI: bad })).toThrow(/MLFLOW_TRACKING_URI must be/)
  },
)

test('refuses a registry without a tracking server', () => {
  expect(() => upstreamFrom({ MLFLOW_REGISTRY_URI: uri })).toThrow(/without MLFLOW_TRACKING_URI/)
})
