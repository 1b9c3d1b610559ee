import type { LookupAddress } from 'node:dns'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openReceiver } from '../../../scripts/receiver.ts'
import { checkWebhookUrl, isPublic, targetsOf } from '../store/webhooks/targets.ts'
import { BlockedAddress, post } from './post.ts'

/** What the name server says next; the real one answers where this is empty. */
const answers = vi.hoisted(() => [] as LookupAddress[][])
vi.mock('./resolve-host.ts', async (original) => {
  const { resolveHost } = await original<typeof import('./resolve-host.ts')>()
  return { resolveHost: async (host: string, isNamed: boolean) => answers.shift() ?? resolveHost(host, isNamed) }
})

let listener: Awaited<ReturnType<typeof openReceiver>>
const open: Server[] = []
beforeEach(async () => {
  listener = await openReceiver()
})
afterEach(async () => {
  answers.length = 0
  for (const server of open.splice(0)) server.close()
  await listener.close()
})

const send = (url: string, allowed: string[] = [], ms = 2000) =>
  post(url, {
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    ms,
    targets: targetsOf(allowed),
    signal: new AbortController().signal,
  })
const portOf = (url: string) => new URL(url).port

test.each([
  'not an address',
  '',
  ...`0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192
  192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254
  ff02::1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1 64:ff9b:1::1
  2002:7f00:1:: 2002:a00:1::1 2001:db8::1 2001::1 2001:0:7f00:1:: 100::1 fec0::1`.split(/\s+/),
])('%s is not public', (address) => expect(isPublic(address)).toBe(false))

test.each([
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '2606:2800:220:1::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::',
])('%s is public', (address) => expect(isPublic(address)).toBe(true))

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:7f00:1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00:ec2::254]/',
  'https://１２７.0.0.1/',
  'https://127.0.0.1./',
  'http://93.184.216.34/',
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'https://user:secret@example.com/',
  'https:example.com',
  'https://',
  '//example.com',
  'example.com',
  'javascript:alert(1)',
  'https://exa mple.com',
  '   ',
  `https://example.com/${'a'.repeat(500)}`,
])('refuses to save %s', (url) => {
  expect(() => checkWebhookUrl(url, targetsOf([]))).toThrow(expect.objectContaining({ status: 400 }))
})

test('what the operator names may be saved, and nothing beside it', () => {
  const targets = targetsOf(['ci.internal', '10.0.0.0/8', '::1'])
  for (const url of ['http://ci.internal/x', 'https://CI.internal/', 'http://10.2.3.4/', 'http://[::1]:8080/'])
    expect(checkWebhookUrl(url, targets)).toBeTruthy()
  for (const url of ['http://ci.internal.evil.example/', 'http://11.2.3.4/', 'https://192.168.0.1/', 'http://[::2]/'])
    expect(() => checkWebhookUrl(url, targets)).toThrow()
})

test('an address that is not public is not connected to, whatever its spelling', async () => {
  const port = portOf(listener.url)
  const hosts = ['127.0.0.1', '127.1', '0x7f.1', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost', 'localhost.']
  for (const host of hosts) await expect(send(`https://${host}:${port}/`)).rejects.toThrow(BlockedAddress)
  expect(listener.received).toEqual([])
})

test('a name is refused if one of its addresses is not public', async () => {
  answers.push([
    { address: '93.184.216.34', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ])
  await expect(send(`https://two.example:${portOf(listener.url)}/`)).rejects.toThrow('127.0.0.1')
  expect(listener.received).toEqual([])
})

test('a name that leads elsewhere the second time is asked once for each attempt', async () => {
  const url = `http://rebind.example:${portOf(listener.url)}/`
  answers.push([{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }])
  expect((await send(url, ['rebind.example'])).status).toBe(200) // the operator named it
  answers.unshift([{ address: '127.0.0.1', family: 4 }])
  await expect(send(url.replace('http:', 'https:'))).rejects.toThrow(BlockedAddress)
  expect(answers).toHaveLength(1) // nothing asked for a second address
})

test('a redirect is not followed', async () => {
  await listener.close()
  listener = await openReceiver((_, response) => response.writeHead(302, { location: '/secret' }).end())
  expect((await send(`${listener.url}/start`, ['127.0.0.1'])).status).toBe(302)
  expect(listener.received.map(({ path }) => path)).toEqual(['/start'])
})

test('a proxy of the environment is not used', async () => {
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9')
  vi.stubEnv('NODE_USE_ENV_PROXY', '1')
  expect((await send(listener.url, ['127.0.0.1'])).status).toBe(200)
  vi.unstubAllEnvs()
})

test('of an endless answer only the start is read', async () => {
  await listener.close()
  listener = await openReceiver((_, response) => {
    const more = () => {
      while (response.writable && response.write('x'.repeat(1000)));
    }
    response.on('drain', more)
    more()
  })
  const { status, text } = await send(listener.url, ['127.0.0.1'])
  expect([status, text]).toEqual([200, 'x'.repeat(500)])
})

test.each([
  ['says nothing', '', 'No answer within'],
  ['does not end its headers', 'HTTP/1.1 200 OK\r\nX: ', 'No answer within'],
  ['wants another protocol', 'HTTP/1.1 101 Other\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 'answered 101'],
  ['does not end its body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi', 'answered 200'],
])('a server that %s holds nothing up for longer than the limit', async (_, said, outcome) => {
  const server = createServer((socket) => {
    socket.on('error', () => {}) // it may be cut off
    socket.write(said)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sent = send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ['127.0.0.1'], 1000) // a busy machine takes some of it to connect
  const told = sent.then(
    ({ status }) => `answered ${status}`,
    ({ message }: Error) => message,
  )
  expect(await told).toContain(outcome)
})
