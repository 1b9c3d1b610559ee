import { createSocket, type Socket } from 'node:dgram'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { resolveHost } from './resolve-host.ts'

// A name server that answers for names below good.example, with 93.184.216.34 and no IPv6 address, and is silent about all others.

const at = vi.hoisted(() => ({ server: '' }))
vi.mock('node:dns/promises', async (original) => {
  const real = await original<typeof import('node:dns/promises')>()
  class Resolver extends real.Resolver {
    constructor(options: ConstructorParameters<typeof real.Resolver>[0]) {
      super(options)
      this.setServers([at.server])
    }
  }
  return { ...real, Resolver }
})

let socket: Socket
beforeAll(async () => {
  socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const name = query.subarray(12).toString('latin1').toLowerCase()
    if (name.includes('\u0004good\u0007example')) socket.send(answerTo(query), port, address)
  })
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
  at.server = `127.0.0.1:${socket.address().port}`
})
afterAll(() => socket.close())

function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5 // the name, its type and its class
  const isA = query.readUInt16BE(end - 4) === 1
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(0x8180, 2) // an answer, without an error
  head.writeUInt16BE(isA ? 1 : 0, 6)
  head.writeUInt16BE(0, 10)
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 93, 184, 216, 34])
  return Buffer.concat([head, query.subarray(12, end), ...(isA ? [record] : [])])
}

const found = { address: '93.184.216.34', family: 4 }

test('many names whose servers are silent hold up no other name', async () => {
  let ended = 0
  for (let at = 0; at < 40; at += 1)
    resolveHost(`${at}.silent.example`, false, 20_000).catch(() => {
      ended += 1
    })
  expect(await resolveHost('x.good.example', false, 20_000)).toEqual([found])
  expect((await resolveHost('localhost', true, 20_000)).length).toBeGreaterThan(0)
  expect(ended).toBe(0)
})

test('a silent name server is not waited for', async () => {
  await expect(resolveHost('x.silent.example', false, 100)).rejects.toThrow(
    'No name server answered for x.silent.example within 0.1 seconds.',
  )
})

test('names of this computer are not asked of name servers', async () => {
  for (const name of ['localhost', 'x.localhost', 'LOCALHOST'])
    expect(await resolveHost(name, false)).toEqual([{ address: '127.0.0.1', family: 4 }])
})
