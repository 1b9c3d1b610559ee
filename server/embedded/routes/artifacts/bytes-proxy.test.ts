import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openArtifactApp, proxy, runFolder } from '../../../testing/artifacts.ts'

let shelf: Awaited<ReturnType<typeof openArtifactApp>>
beforeAll(async () => {
  shelf = await openArtifactApp()
  await shelf.put(`${runFolder}/kept`, 'kept')
})

const send = (method: string, url: string, init: RequestInit = {}) => shelf.app.request(url, { ...init, method })
const raw = (path: string) => `/api/2.0/mlflow-artifacts/artifacts/${path}`
const textOf = async (path: string) => (await send('GET', proxy(path))).text()
const namesIn = async (path: string) => {
  const response = await send('GET', `/api/2.0/mlflow-artifacts/artifacts?${new URLSearchParams({ path })}`)
  const { files = [] } = (await response.json()) as { files?: { path: string }[] }
  return files.map((file) => file.path)
}

test('PUT returns no body, replaces, and accepts an empty body; DELETE returns {} and can be repeated', async () => {
  for (const body of ['one', 'two', '']) {
    const response = await send('PUT', proxy('1/p/f'), { body })
    expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([200, null, ''])
    expect(await textOf('1/p/f')).toBe(body)
  }
  for (let i = 0; i < 2; i++) {
    const response = await send('DELETE', `/ajax-api/2.0/mlflow-artifacts/artifacts/1/p`)
    expect([response.status, await response.json()]).toEqual([200, {}])
  }
  expect(await namesIn('1/p')).toEqual([])
})

test.each([
  'with space',
  'a+b',
  '100%',
  '%20',
  '%2F',
  '%252e',
  'q?x=1&y',
  '#hash',
  '"quoted"',
  "it's",
  'a;b,c=d',
  'é-NFC',
  'e\u0301-NFD',
  '模型',
  '😀',
  '\u202Ertl',
  '\u2028line',
  '..a',
  '...',
  '~',
  '[x]{y}|^`',
  '<script>',
  '__proto__',
])('A14 stores, lists and reads the name %j exactly', async (name) => {
  await shelf.put(`1/names/${name}`, name)
  expect(await textOf(`1/names/${name}`)).toBe(name)
  expect(await namesIn('1/names')).toContain(name)
  await send('DELETE', proxy(`1/names/${name}`))
  expect(await namesIn('1/names')).toEqual([])
})

const climbs = ['..%2Fx', '%2e%2e%2Fx', 'a%2F..%2F..%2Fx', '%2Fetc%2Fx', '%2F%2Fx', 'file:%2F%2F%2Fetc%2Fx', 'C:%2Fx']
const broken = ['a%00b', 'a%0Ab', 'a%1Bb', 'a%7Fb', 'a%5Cb', '..%5C..%5Cx', '%zz', '%', '%c0%ae%c0%ae%2Fx', '%ed%a0%80']
describe.each(['GET', 'PUT', 'DELETE'])('%s', (method) => {
  test.each([...climbs, ...broken])('A04 A06 A07 A13 refuses %s', async (path) => {
    for (const place of [path, `${runFolder}/${path}`]) {
      // Below a run, a leading slash does not make the path absolute.
      if (place !== path && /^(%2F|file:|C:)/.test(path)) continue
      const response = await send(method, raw(place), method === 'PUT' ? { body: 'x' } : {})
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error_code: expect.any(String) })
    }
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
    expect(readdirSync(shelf.data).toSorted()).toEqual(['artifacts', 'tmp'])
  })
})

test.each(['', '%2F', '%2e', '%2e%2f', 'a%2F..', '/', '%2F%2F', '%252e'])(
  'A09 DELETE of the root as "%s"',
  async (path) => {
    const response = await send('DELETE', raw(path))
    expect(response.status).toBe(path === '%252e' ? 200 : 400) // a file named %2e, which does not exist
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  },
)

test.each(['1/r1', `${runFolder}/kept/below`, `${runFolder}/new/`, 'x'.repeat(256), 'd/'.repeat(3000)])(
  'A15 A16 refuses PUT of %s in JSON',
  async (path) => {
    const response = await send('PUT', raw(path), { body: 'x' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  },
)

test('K03 does not store a body of another length than announced', async () => {
  const response = await send('PUT', proxy(`${runFolder}/kept`), { body: 'half', headers: { 'Content-Length': '8' } })
  expect(response.status).toBe(400)
  expect(await textOf(`${runFolder}/kept`)).toBe('kept')
})

test.each([{ 'Content-Encoding': 'gzip' }, { 'Content-Encoding': 'br' }, { 'Content-Range': 'bytes 0-1/4' }])(
  'J20 refuses a body that is not the whole file (%j)',
  async (headers) => {
    const response = await send('PUT', proxy(`${runFolder}/kept`), { body: 'x', headers })
    expect(response.status).toBe('Content-Range' in headers ? 400 : 415)
    expect(await textOf(`${runFolder}/kept`)).toBe('kept')
  },
)

test.each(['PUT', 'DELETE'])('O06 %s from a foreign page has no effect', async (method) => {
  const headers = { Origin: 'https://evil.example' }
  const response = await send(
    method,
    proxy(`${runFolder}/kept`),
    method === 'PUT' ? { body: 'x', headers } : { headers },
  )
  expect(response.status).toBe(403)
  expect(await textOf(`${runFolder}/kept`)).toBe('kept')
})

test('nothing is left in tmp', () => expect(readdirSync(join(shelf.data, 'tmp'))).toEqual([]))
