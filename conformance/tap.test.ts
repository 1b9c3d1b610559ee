import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openTap } from '../testbed/tap.ts'

// Shows that the tap really finds credentials.

test('finds a secret in a header and one split across chunks of a body, and passes bytes unchanged', async () => {
  const server = createServer((request, response) => {
    response.setHeader('x-leak', request.headers['x-secret'] ?? '')
    response.write('before hush-')
    setTimeout(() => response.end('hush after'), 20)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const tap = await openTap((server.address() as AddressInfo).port, ['hush-hush', 'h0sh'])
  const url = `http://127.0.0.1:${tap.port}/`

  expect(await (await fetch(url)).text()).toBe('before hush-hush after')
  expect(tap.seen).toMatchObject({ secretsUp: 0, secretsDown: 1 })
  await (await fetch(url, { headers: { 'x-secret': 'h0sh' } })).text()
  expect(tap.seen).toMatchObject({ secretsUp: 1, secretsDown: 3 })
  await tap.close()
  server.close()
})
