import { readdirSync, readlinkSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createHttpServer } from './listen.ts'
import { openArtifactApp, proxy, runFolder } from './testing/artifacts.ts'

// What only a real connection shows: paths exactly as sent, and bodies and readers that break off.
let shelf: Awaited<ReturnType<typeof openArtifactApp>>
let server: ReturnType<typeof createHttpServer>
let port: number
beforeAll(async () => {
  shelf = await openArtifactApp()
  server = createHttpServer(shelf.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port // not a string, since it listens on TCP
  await shelf.put(`${runFolder}/kept`, 'kept')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const fileUrl = (path: string) => `http://127.0.0.1:${port}${proxy(path)}`
const textOf = async (path: string) => (await fetch(fileUrl(path))).text()
const inTmp = () => readdirSync(join(shelf.data, 'tmp'))

async function openSocket(head: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(`${head}\r\nHost: 127.0.0.1:${port}\r\n`)
  return socket
}

/** Sends a request with exactly this target; returns status and body. */
function sendRaw(method: string, path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', method, path }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    })
    call.on('error', reject)
    call.end(method === 'PUT' ? 'x' : '')
  })
}

const prefix = '/api/2.0/mlflow-artifacts/artifacts'

describe('A18 “.” as a segment', () => {
  const below = `${prefix}/${runFolder}`
  test.each(['./kept', '././kept', 'kept/.', '%2e/kept', '.%2Fkept', './/kept'])('GET %s', async (path) => {
    expect(await sendRaw('GET', `${below}/${path}`)).toEqual({ status: 200, body: 'kept' })
  })

  test('PUT stores without it, and DELETE finds what was stored', async () => {
    for (const path of ['./dotted/x', 'dotted/./y', 'dotted//./z', '%2e/dotted/w'])
      expect((await sendRaw('PUT', `${below}/${path}`)).status).toBe(200)
    expect(await sendRaw('GET', `${prefix}?path=${runFolder}/./dotted/.`)).toMatchObject({
      body: JSON.stringify({ files: ['w', 'x', 'y', 'z'].map((path) => ({ path, is_dir: false, file_size: 1 })) }),
    })
    expect((await sendRaw('DELETE', `${below}/./dotted/./.`)).status).toBe(200)
    expect(await sendRaw('GET', `${prefix}?path=${runFolder}/dotted`)).toMatchObject({ body: '{}' })
  })

  test.each(['.', 'new/.', 'new/%2e', 'kept/.', './'])('refuses PUT %s, which names no file', async (path) => {
    const { status, body } = await sendRaw('PUT', `${below}/${path}`)
    expect([status, JSON.parse(body)]).toMatchObject([400, { error_code: 'INVALID_PARAMETER_VALUE' }])
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  })

  test.each(['/.', '/./', '/%2e', '/./.'])('refuses DELETE %s, the root', async (path) => {
    expect((await sendRaw('DELETE', `${prefix}${path}`)).status).toBe(400)
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  })
})

describe.each(['GET', 'PUT', 'DELETE'])('%s', (method) => {
  test.each([
    `${prefix}/../../../../x`,
    `${prefix}/1/r1/../../../x`,
    `${prefix}/%2e%2e/x`,
    `${prefix}/.%2E/x`,
    `${prefix}/..%2f..%2fx`,
    `${prefix}/1/r1/artifacts/%2e%2e%2f%2e%2e%2fx`,
    `${prefix}//etc/passwd`,
    `${prefix}/..\\..\\x`,
    `${prefix}/a%00b`,
    `${prefix}/%zz`,
    `/x/..${prefix}/1/r1/artifacts/kept`,
    `/api/2.0/mlflow-artifacts/%61rtifacts/1/r1/artifacts/kept`,
    `http://127.0.0.1${prefix}/../x`,
  ])('A04 A06 A07 refuses %s as it was sent', async (path) => {
    const { status, body } = await sendRaw(method, path)
    expect(status).toBe(400)
    expect(JSON.parse(body)).toMatchObject({ error_code: expect.any(String) })
    expect(readdirSync(shelf.data).toSorted()).toEqual(['artifacts', 'tmp'])
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  })
})

test.each(['', '/', '/.', '/%2e', '/a/..', '/a/%2e%2e', '/%2F', '//'])(
  'A09 DELETE of the root as "%s"',
  async (path) => {
    const { status } = await sendRaw('DELETE', prefix + path)
    expect(status).toBe(400)
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  },
)

describe.each(['Content-Length: 1000000', 'Transfer-Encoding: chunked'])('an upload cut off (%s)', (framing) => {
  test.each(['kept', 'new'])('K01 K02 onto %s is never visible and leaves nothing', async (name) => {
    const socket = await openSocket(`PUT ${proxy(`${runFolder}/${name}`)} HTTP/1.1`)
    const half = 'x'.repeat(500_000)
    const chunk = framing.startsWith('Content') ? half : `${half.length.toString(16)}\r\n${half}\r\n`
    socket.write(`${framing}\r\n\r\n${chunk}`)
    await vi.waitFor(() => expect(inTmp()).toHaveLength(1), 15_000)
    const before = name === 'kept' ? 'kept' : expect.stringContaining('RESOURCE_DOES_NOT_EXIST')
    expect(await textOf(`${runFolder}/${name}`)).toEqual(before)
    socket.destroy()
    await vi.waitFor(() => expect(inTmp()).toEqual([]), 15_000)
    expect(await textOf(`${runFolder}/${name}`)).toEqual(before)
  })
})

test('A16 a large upload to an impossible path still gets the reason', async () => {
  const body = Buffer.alloc(8_000_000)
  const response = await fetch(fileUrl('1/r1'), { method: 'PUT', body })
  expect([response.status, ((await response.json()) as { error_code: string }).error_code]).toEqual([
    400,
    'INVALID_PARAMETER_VALUE',
  ])
})

test('a large file is uploaded and downloaded unchanged', async () => {
  const body = Buffer.alloc(9_000_001, 'modelshelf')
  const stored = await fetch(fileUrl('1/large'), { method: 'PUT', body })
  expect(stored.status).toBe(200)
  const back = Buffer.from(await (await fetch(fileUrl('1/large'))).arrayBuffer())
  expect(back.equals(body)).toBe(true)
  const part = await fetch(fileUrl('1/large'), { headers: { Range: 'bytes=8999991-' } })
  expect(await part.text()).toBe(body.subarray(8_999_991).toString())
})

test('HEAD announces the length of the file', async () => {
  const response = await fetch(fileUrl(`${runFolder}/kept`), { method: 'HEAD' })
  expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '4'])
})

/** How many artifacts this process has open; only Linux can say. */
const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(shelf.data)
    } catch {
      return false // the descriptor of the folder itself, closed again
    }
  }).length

test.runIf(process.platform === 'linux')(
  'W04 readers that stop do not hold up others, and let go when they leave',
  async () => {
    await fetch(fileUrl('1/large'), { method: 'PUT', body: Buffer.alloc(9_000_000) })
    const sockets = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const socket = await openSocket(`GET ${proxy('1/large')} HTTP/1.1`)
        socket.write('\r\n')
        socket.pause()
        return socket
      }),
    )
    await vi.waitFor(() => expect(openFiles()).toBe(40), 15_000)
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
    expect(openFiles()).toBeGreaterThanOrEqual(40) // nobody had to leave first; the file just read may be closed a moment later
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(() => expect(openFiles()).toBe(0), 15_000)
  },
)
