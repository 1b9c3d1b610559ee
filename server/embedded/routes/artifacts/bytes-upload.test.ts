import { beforeEach, expect, test } from 'vitest'
import { openArtifactApp, proxy, runFolder } from '../../../testing/artifacts.ts'

let shelf: Awaited<ReturnType<typeof openArtifactApp>>
beforeEach(async () => {
  shelf = await openArtifactApp()
})

const upload = (query: string, init: RequestInit) =>
  shelf.app.request(`/ajax-api/2.0/mlflow/upload-artifact?${query}`, { method: 'POST', ...init })
const listed = async () => (await shelf.call('listArtifacts', { run_id: 'r1' })).files

// MLflow took only run_uuid before 3.18; since then an empty run_id leaves the choice to it.
test.each(['run_uuid=r1', 'run_id=r1', 'run_id=r1&run_uuid=other', 'run_id=&run_uuid=r1'])(
  'stores a file by %s',
  async (run) => {
    const response = await upload(`${run}&path=dir/a.json`, { body: '{}' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(await (await shelf.app.request(proxy(`${runFolder}/dir/a.json`))).text()).toBe('{}')
  },
)

test.each([
  ['path=a', 'x', 'Request must specify run_id or run_uuid.'],
  ['run_id=&path=a', 'x', 'Request must specify run_id or run_uuid.'],
  ['run_uuid=r1', 'x', 'Request must specify path.'],
  ['run_uuid=r1&path=a', '', 'Request must specify data.'],
  ['run_uuid=r1&path=a/', 'x', "Artifact path must include a filename (cannot end with '/')."],
  ['run_uuid=r2&path=a', 'x', 'Run with id=r2 not found'],
  ['run_id=r2&run_uuid=r1&path=a', 'x', 'Run with id=r2 not found'],
  ['run_uuid=r1&path=..%2Fa', 'x', 'Invalid path'],
  ['run_uuid=r1&path=%2Fa', 'x', 'Invalid path'],
  ['run_uuid=r1&path=a%5Cb', 'x', 'Invalid path'],
  ['run_uuid=..%2Fr1&path=a', 'x', 'Run with id=../r1 not found'],
])('A08 A12 refuses %s with body "%s": %s', async (query, body, message) => {
  const response = await upload(query, { body })
  expect(response.status).toBe(message.endsWith('not found') ? 404 : 400)
  expect(await response.json()).toMatchObject({ message })
  expect(await listed()).toBeUndefined()
})

test('refuses more than 10 MB, announced or not', async () => {
  const body = new Uint8Array(10 * 1024 * 1024 + 1)
  expect((await upload('run_uuid=r1&path=a', { body })).status).toBe(413)
  const announced = { 'Content-Length': String(body.length) }
  expect((await upload('run_uuid=r1&path=a', { body, headers: announced })).status).toBe(413)
  expect(await listed()).toBeUndefined()
})

test.each(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain'])(
  'O07 does not store %s from another site',
  async (type) => {
    for (const mark of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }]) {
      const response = await upload('run_uuid=r1&path=a', { body: 'x', headers: { 'Content-Type': type, ...mark } })
      expect(response.status).toBe(403)
    }
    expect(await listed()).toBeUndefined()
  },
)

test('refuses a form', async () => {
  const body = new FormData()
  body.append('file', new Blob(['x']))
  expect((await upload('run_uuid=r1&path=a', { body })).status).toBe(415)
})
