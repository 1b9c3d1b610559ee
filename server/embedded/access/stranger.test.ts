import { beforeAll, expect, test } from 'vitest'
import { openAccounts, type Things, type World } from '../../testing/accounts.ts'

// Without an account, no way of writing a request gets past the door, and none is read before it.

let world: World
let on: Things
beforeAll(async () => {
  world = await openAccounts()
  on = await world.db.write(() => world.things(false, 'admin'))
})

const paths = () => [
  '/api/2.0/mlflow/registered-models/search',
  '/ajax-api/2.0/mlflow/registered-models/search',
  '/api/2.0/preview/mlflow/registered-models/search',
  '/api/2.0/mlflow/registered%2dmodels/search',
  '/api/2.0/mlflow/%72egistered-models/search',
  '/api/2.0/mlflow/./registered-models/search',
  `/get-artifact?run_id=${on.run}&path=f`,
  `/%67et-artifact?run_id=${on.run}&path=f`,
  `/api/2.0/mlflow-artifacts/artifacts/${on.experiment}%2F${on.run}/artifacts/f`,
  `/modelshelf/activities?name=${on.model}`,
  '/modelshelf/audit/export',
  '/modelshelf/%2e/people',
  '/version',
]
const nothing = ['/graphql', '//api/2.0/mlflow/registered-models/search', '/API/2.0/mlflow/registered-models/search']

test('no spelling of a path answers somebody unknown', async () => {
  for (const method of ['GET', 'HEAD'])
    for (const path of paths()) {
      const answer = await world.app.request(`http://localhost${path}`, { method })
      expect([method, path, answer.status]).toEqual([method, path, 401])
      expect(await answer.text()).not.toContain('open-')
    }
  for (const path of nothing) expect((await world.app.request(`http://localhost${path}`)).status).toBe(404)
})

test('no Host leads around the sign-in', async () => {
  for (const host of ['localhost/health?x=', 'localhost#', 'localhost@localhost', 'example.com/health?x='])
    for (const path of paths()) {
      const { status } = await world.app.request(path, { headers: { Host: host } })
      expect([host, path, [400, 401, 403].includes(status)]).toEqual([host, path, true])
    }
})

test('other methods are answered without the thing', async () => {
  for (const method of ['OPTIONS', 'PROPFIND', 'PURGE'])
    for (const path of paths()) expect((await world.app.request(path, { method })).status).toBe(405)
})

test('no secret counts in a URL', async () => {
  const [, token = ''] = world.headersOf('admin')['Authorization']!.split(' ')
  for (const name of ['token', 'access_token', 'api_key', 'authorization', 'Bearer'])
    expect((await world.app.request(`/modelshelf/me?${name}=${token}`)).status).toBe(401)
  const own = await world.app.request('/modelshelf/me', { headers: world.headersOf('admin') })
  expect(await own.json()).toMatchObject({ name: 'admin' })
})

test('a body is not read for somebody unknown', async () => {
  for (const [method, path] of [
    ['PUT', `/api/2.0/mlflow-artifacts/artifacts/${on.experiment}/${on.run}/artifacts/f`],
    ['POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${on.run}&path=f`],
    ['POST', '/api/2.0/mlflow/runs/log-batch'],
    ['POST', '/modelshelf/people'],
  ] as const) {
    let read = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read += 1
          controller.enqueue(new Uint8Array(65_536))
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { 'Content-Type': 'application/json' }
    const answer = await world.app.request(path, { method, body, headers, duplex: 'half' } as RequestInit)
    expect([path, answer.status, read]).toEqual([path, 401, 0])
  }
})

test('what needs no account reads 8 kB at most', async () => {
  for (const path of ['sign-in', 'sign-out', 'link', 'link/accept', 'shared', 'provider/start', 'provider/finish']) {
    const body = JSON.stringify({ link: 'x'.repeat(9000) })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await world.app.request(`/modelshelf/${path}`, { method: 'POST', body, headers })
    expect([path, answer.status]).toEqual([path, 413])
  }
})
