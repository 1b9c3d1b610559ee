import { expect, test } from 'vitest'
import { isSignInPage } from './signed-out.ts'

const html = {
  status: 200,
  url: 'https://shelf.example/ajax-api/2.0/mlflow/runs/get',
  contentType: 'text/html',
  isFile: false,
}

test.each([
  ['a sign-in page instead of JSON', {}],
  ['a sign-in page with its status', { status: 401 }],
  ['a proxy that denies', { status: 403, contentType: 'text/html; charset=utf-8' }],
  ['a redirect', { type: 'opaqueredirect', status: 0, contentType: null }],
] as const)('%s means signed out', (_what, answer) => {
  expect(isSignInPage({ ...html, ...answer })).toBe(true)
})

test.each([
  ['JSON', { contentType: 'application/json' }],
  ['our own 401', { status: 401, contentType: 'application/json' }],
  ['an HTML artifact', { isFile: true }],
  ['MLflow’s version, which is sent as HTML', { url: 'https://shelf.example/version' }],
  ['a gateway’s page of an absent server', { status: 502 }],
] as const)('%s does not', (_what, answer) => {
  expect(isSignInPage({ ...html, ...answer })).toBe(false)
})
