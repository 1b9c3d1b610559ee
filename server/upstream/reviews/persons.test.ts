import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeUpstream, openFakeUpstream } from '../../testing/upstream.ts'
import type { Ask } from './ask.ts'
import { personsOf } from './persons.ts'

let fake: FakeUpstream
let isAway: boolean
beforeEach(async () => {
  isAway = false
  fake = await openFakeUpstream()
  fake.answer = ({ headers }, response) => {
    if (isAway) response.destroy()
    else response.writeHead(headers.authorization === undefined ? 401 : 404).end('{}')
  }
})
afterEach(() => fake.close())

/** Who asks, as an app with this knowledge of people says: `ask` gives the name and whether it is certain. */
function appOf() {
  const servers = { tracking: { base: fake.base }, registry: { base: fake.base } }
  const personOf = personsOf(servers, { auth: 'pass-through', admins: [] })
  const nothing = {} as Ask // without `rights`, nothing is asked
  const app = new Hono()
  app.get('/', async (c) => {
    const { name, behind } = await personOf(c, nothing, { rights: false })
    return c.json([name, behind?.verified])
  })
  app.onError((_error, c) => c.text('away', 503))
  return async () => {
    const answer = await app.request('/', { headers: { Authorization: `Basic ${btoa('ada:secret')}` } })
    return answer.status === 200 ? ((await answer.json()) as unknown) : answer.status
  }
}

test('credentials that MLflow accepts, and refuses the same call without, make a name certain, and are asked about once', async () => {
  const ask = appOf()
  for (let round = 0; round < 3; round += 1) expect(await ask()).toEqual(['ada', true])
  expect(fake.begun).toBe(2) // with and without them
})

test('a server that was away says nothing of anybody’s credentials, and is asked again', async () => {
  const ask = appOf()
  isAway = true
  expect(await ask()).toBe(503)
  isAway = false
  expect(await ask()).toEqual(['ada', true])
})
