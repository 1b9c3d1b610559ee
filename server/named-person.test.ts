import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { NAME_HEADER } from '#contract/review-paths.ts'
import { createApp } from './app.ts'

const app = createApp({
  backend: {
    routes: new Hono().get('/name', (c) => c.text(c.req.header(NAME_HEADER) ?? 'nobody')),
    info: () => Promise.reject(new Error('no page is asked for')),
  },
  config: { trustProxy: ['10.0.0.0/8'], userHeader: 'X-Auth-User', auth: 'operator' },
})

async function nameOf(remoteAddress: string, rawHeaders: string[]) {
  const headers = { [NAME_HEADER]: 'claimed', 'X-Auth-User': 'claimed' }
  const answer = await app.request('/name', { headers }, { incoming: { socket: { remoteAddress }, rawHeaders } })
  return answer.text()
}

test('the name that the app sends is replaced by the one of the proxy, and removed where there is none', async () => {
  expect(await nameOf('10.0.0.9', ['X-AUTH-USER', 'ann b'])).toBe('ann%20b')
  expect(await nameOf('10.0.0.9', [])).toBe('nobody')
  expect(await nameOf('10.0.0.9', ['X-Auth-User', 'eve', 'x-auth-user', 'ann'])).toBe('nobody')
  expect(await nameOf('192.0.2.1', ['X-Auth-User', 'ann'])).toBe('nobody')
})
