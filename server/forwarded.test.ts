import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { forwardedBy } from './forwarded.ts'

const app = new Hono()
const forwarded = forwardedBy({ trustProxy: ['10.0.0.0/8', '2001:db8::/32'] })
app.get('/', (c) => c.text(forwarded(c).address))

/** The address that counts for a request from 10.0.0.1 with this header. */
async function addressOf(header: string): Promise<string> {
  const env = { incoming: { socket: { remoteAddress: '10.0.0.1' } } } as unknown as HttpBindings // all that is read
  return (await app.request('/', { headers: { 'X-Forwarded-For': header } }, env)).text()
}

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:50123', '203.0.113.9'],
  ['198.51.100.7, 203.0.113.9:1 , 10.0.0.5:443', '203.0.113.9'],
  ['[2001:470::1]:443', '2001:470::1'],
  ['[2001:470::1]', '2001:470::1'],
  ['2001:470::1, [2001:db8::5]:80', '2001:470::1'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['198.51.100.7, unknown', '10.0.0.1'],
  ['198.51.100.7, _hidden:80', '10.0.0.1'],
  ['198.51.100.7, ', '10.0.0.1'],
  ['10.0.0.5:443', '10.0.0.1'],
  ['', '10.0.0.1'],
])('behind a trusted proxy, X-Forwarded-For: %s is %s', async (header, address) => {
  expect(await addressOf(header)).toBe(address)
})
