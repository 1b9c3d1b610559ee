import type { $ZodTypes } from 'zod/v4/core'
import { expect, test } from 'vitest'
import { calls } from '#contract/calls.ts'
import { createClient } from '#contract/client.ts'
import { type EndpointName, endpoints } from '#contract/endpoints.ts'
import { BY_TAG } from '#contract/tags.ts'
import { openAccounts } from '../../testing/accounts.ts'
import { requests } from '../../testing/rights-table.ts'

const world = await openAccounts()
const call = createClient('http://localhost/', async (url, init) =>
  world.app.request(url, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), ...world.headersOf('admin') },
  }),
)

const CLAIMED = 'somebody-else'

/** All that can name a person in the input of an endpoint, with somebody else's name. */
function claimsIn(name: EndpointName): object[] {
  const { def } = (endpoints[name].input as unknown as $ZodTypes)._zod
  const fields = def.type === 'object' ? Object.keys(def.shape) : []
  const keys = ['mlflow.user', BY_TAG]
  return [
    ...(fields.includes('user_id') ? [{ user_id: CLAIMED }] : []),
    ...(fields.includes('tags') ? [{ tags: keys.map((key) => ({ key, value: CLAIMED })) }] : []),
    ...(fields.includes('key') && fields.includes('value') ? keys.map((key) => ({ key, value: CLAIMED })) : []),
  ]
}

/** The tables in which a text is. */
const tablesWith = (text: string) =>
  world.db
    .all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'`)
    .map(({ name }) => name)
    .filter((name) => JSON.stringify(world.db.all(`SELECT * FROM "${name}"`)).includes(text))

const notTags: EndpointName[] = ['logMetric', 'logParam']
const writes = (Object.keys(requests) as EndpointName[]).filter(
  (name) => calls[name].kind === 'write' && !notTags.includes(name) && claimsIn(name).length > 0,
)

test('calls of every kind of thing can name a person', () => {
  const some = ['createExperiment', 'setExperimentTag', 'createRun', 'setRunTag', 'logBatch', 'createLoggedModel']
  const more = ['setLoggedModelTags', 'createModel', 'setModelTag', 'createVersion', 'setVersionTag']
  expect(writes).toEqual(expect.arrayContaining([...some, ...more]))
})

test.each(writes)('%s cannot claim a name', async (name) => {
  for (const claim of claimsIn(name)) {
    const on = await world.db.write(() => world.things(false, 'admin'))
    const answer = await call(name, { ...requests[name].input(on, 'admin'), ...claim } as never)
    expect([claim, JSON.stringify(answer)]).toEqual([claim, expect.not.stringContaining(CLAIMED)])
    expect([claim, tablesWith(CLAIMED)]).toEqual([claim, []])
  }
})

test('metrics and parameters keep their values, whatever they are called', async () => {
  const { run } = await world.db.write(() => world.things(false, 'admin'))
  const data = { key: 'mlflow.user', value: 1, timestamp: 1 }
  await call('logMetric', { run_id: run, ...data })
  await call('logParam', { run_id: run, key: BY_TAG, value: CLAIMED })
  const { run: read } = await call('getRun', { run_id: run })
  expect(read.data.metrics).toContainEqual(expect.objectContaining(data))
  expect(read.data.params).toContainEqual({ key: BY_TAG, value: CLAIMED })
})
