import type { $ZodTypes } from 'zod/v4/core'
import { expect, test } from 'vitest'
import { calls } from '#contract/calls.ts'
import { type Call, createClient } from '#contract/client.ts'
import { type EndpointName, endpoints } from '#contract/endpoints.ts'
import { BY_TAG } from '#contract/tags.ts'
import { type Caller, openAccounts } from '../../testing/accounts.ts'
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

test('who a thing says did it stays, whoever else may change it; only a token of scope import replaces and removes that', async () => {
  const as = (caller: Caller) =>
    createClient('http://localhost/', async (url, init) =>
      world.app.request(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
      }),
    )
  const on = await world.db.write(() => world.things(false, 'admin'))
  const [editor, manager, importer] = [as('editor'), as('manager'), as('scope import')]
  const { run } = await manager('createRun', { experiment_id: on.experiment, start_time: 1 })
  const { run_id } = run.info
  const { version } = (await manager('createVersion', { name: on.model, source: 's3://b/m' })).model_version
  const onVersion = { name: on.model, version }
  const logged = { model_id: on.loggedModel }
  await manager('setLoggedModelTags', { ...logged, tags: [{ key: 'mlflow.user', value: 'x' }] })
  const user = { key: 'mlflow.user', value: 'x' }
  const told = async () => [
    (await editor('getRun', { run_id })).run.data.tags?.find(({ key }) => key === user.key)?.value,
    (await editor('getVersion', onVersion)).model_version.tags?.find(({ key }) => key === BY_TAG)?.value,
    (await editor('getLoggedModel', logged)).model.info.tags?.find(({ key }) => key === user.key)?.value,
  ]
  const set = async (client: Call) => {
    await client('setRunTag', { run_id, ...user })
    await client('setVersionTag', { ...onVersion, key: BY_TAG, value: 'x' })
    await client('setLoggedModelTags', { ...logged, tags: [user] })
  }
  const removals = (client: Call) =>
    [
      () => client('deleteRunTag', { run_id, key: user.key }),
      () => client('deleteVersionTag', { ...onVersion, key: BY_TAG }),
      () => client('deleteLoggedModelTag', { ...logged, key: user.key }),
    ] as const
  await set(editor) // the run had no such tag, and says in user_id who began it
  await editor('logBatch', { run_id, tags: [user] })
  await editor('setRunTag', { run_uuid: run_id, ...user }) // as old clients send it
  expect(await told()).toEqual(['manager', 'manager', 'manager'])
  for (const remove of removals(editor)) await expect(remove()).rejects.toMatchObject({ status: 403 })
  await set(importer)
  expect(await told()).toEqual(['x', 'x', 'x'])
  for (const remove of removals(importer)) await remove()
  expect(await told()).toEqual([undefined, undefined, undefined])
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
