import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { call, expectHarmless, expectInvalid, expectRefused, expectSound, get, post, send, server } from './shelf.ts'

// docs/robustness.md C01–C08, T01–T04: many requests at once, and page tokens.

const times = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))
const newRun = async () => (await call('createRun', { experiment_id: '0' })).run.info.run_id
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status)

test('C01 numbers 50 versions created at once from 1 to 50', async () => {
  await call('createModel', { name: 'c01' })
  const answers = await times(50, () => post('model-versions/create', { name: 'c01', source: 's3://b/k' }))
  expect(new Set(statuses(answers))).toEqual(new Set([200]))
  const numbers = answers.map(({ text }) => Number(JSON.parse(text).model_version.version))
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  await call('deleteVersion', { name: 'c01', version: '50' })
  expect((await call('createVersion', { name: 'c01', source: 's3://b/k' })).model_version.version).toBe('51') // numbers are not reused
})
test('C02 leaves exactly one version in the stage after 24 moves with archiving at once', async () => {
  await call('createModel', { name: 'c02' })
  for (let n = 0; n < 24; n++) await call('createVersion', { name: 'c02', source: 's3://b/k' })
  const answers = await times(24, (n) =>
    post('model-versions/transition-stage', {
      name: 'c02',
      version: String(n + 1),
      stage: 'Production',
      archive_existing_versions: true,
    }),
  )
  expect(new Set(statuses(answers))).toEqual(new Set([200]))
  const { model_versions = [] } = await call('searchVersions', { filter: "name = 'c02'" })
  expect(model_versions.filter(({ current_stage }) => current_stage === 'Production')).toHaveLength(1)
})
test('C03 stores all parallel batches on one run', async () => {
  const run_id = await newRun()
  const answers = await times(16, (n) =>
    post('runs/log-batch', {
      run_id,
      params: [{ key: `p${n}`, value: 'v' }],
      metrics: [{ key: 'm', value: n, timestamp: n, step: n }],
      tags: [{ key: `t${n}`, value: 'v' }],
    }),
  )
  expect(new Set(statuses(answers))).toEqual(new Set([200]))
  const { data } = (await call('getRun', { run_id })).run
  expect([data?.params?.length, data?.tags?.filter(({ key }) => /^t\d/.test(key)).length]).toEqual([16, 16])
  expect((await call('getMetricHistory', { run_id, metric_key: 'm' })).metrics).toHaveLength(16)
})
test('C04 C08 creates a name once when it is sent 20 times', async () => {
  for (const path of ['registered-models/create', 'experiments/create']) {
    const answers = await times(20, () => post(path, { name: 'c04' }))
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(1)
    for (const answer of answers) if (answer.status !== 200) expectRefused(answer, 'RESOURCE_ALREADY_EXISTS')
  }
})
test('C05 keeps one value of a param written 16 times at once and refuses the others', async () => {
  const run_id = await newRun()
  const answers = await times(16, (n) => post('runs/log-parameter', { run_id, key: 'p', value: String(n) }))
  const won = answers.findIndex(({ status }) => status === 200)
  expect(statuses(answers).filter((status) => status === 200)).toHaveLength(1)
  for (const answer of answers) if (answer.status !== 200) expectInvalid(answer)
  expect((await call('getRun', { run_id })).run.data?.params).toEqual([{ key: 'p', value: String(won) }])
})
test('C06 keeps one value of a tag and one holder of an alias written 16 times at once', async () => {
  await call('createModel', { name: 'c06' })
  for (let n = 0; n < 16; n++) await call('createVersion', { name: 'c06', source: 's3://b/k' })
  const tags = await times(16, (n) => post('registered-models/set-tag', { name: 'c06', key: 't', value: String(n) }))
  const aliases = await times(16, (n) =>
    post('registered-models/alias', { name: 'c06', alias: 'a', version: String(n + 1) }),
  )
  expect(new Set([...statuses(tags), ...statuses(aliases)])).toEqual(new Set([200]))
  const { registered_model } = await call('getModel', { name: 'c06' })
  expect(registered_model.tags).toHaveLength(1)
  expect(registered_model.aliases).toHaveLength(1)
})
test('C07 stores one whole artifact when it is uploaded 8 times at once', async () => {
  const run = await newRun()
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/c07`
  const bodies = Array.from({ length: 8 }, (_, n) => String(n).repeat(500_000))
  await times(8, (n) =>
    send('PUT', path, { body: bodies[n], headers: { 'Content-Type': 'text/plain' }, as: 'PUT of 500 kB' }),
  )
  expect(bodies).toContain((await send('GET', path, { as: 'GET' })).text)
})
test('C08 never answers 5xx when deleting while others write', async () => {
  await call('createModel', { name: 'c08' })
  const answers = await times(24, (n) =>
    n === 12
      ? send('DELETE', '/api/2.0/mlflow/registered-models/delete', { body: { name: 'c08' } })
      : post(n % 2 ? 'model-versions/create' : 'registered-models/set-tag', {
          name: 'c08',
          source: 's3://b/k',
          key: 'k',
          value: 'v',
        }),
  )
  expect(answers[12]?.status).toBe(200)
  for (const answer of answers) if (answer.status !== 200) expectRefused(answer, 'RESOURCE_DOES_NOT_EXIST')
  expectRefused(await get('registered-models/get', { name: 'c08' }), 'RESOURCE_DOES_NOT_EXIST')
  expect((await call('searchVersions', { filter: "name = 'c08'" })).model_versions ?? []).toEqual([])
})

const pages = [
  (page_token: string) => get('registered-models/search', { max_results: '1', page_token }),
  (page_token: string) => get('model-versions/search', { max_results: '1', page_token }),
  (page_token: string) => post('runs/search', { experiment_ids: ['0'], max_results: 1, page_token }),
  (page_token: string) => post('experiments/search', { max_results: 1, page_token }),
  (page_token: string) => post('logged-models/search', { experiment_ids: ['0'], max_results: 1, page_token }),
  (page_token: string) => get('experiments/search', { max_results: '1', page_token }),
  (page_token: string) => get('metrics/get-history', { run_id: 'none', metric_key: 'k', max_results: '1', page_token }),
  (page_token: string) => get('registered-models/list', { page_token }),
]
const b64 = (text: string) => Buffer.from(text).toString('base64')
const forged = [
  '%%%',
  'x',
  b64('-1'),
  b64('99999999999999999999'),
  b64('x'),
  b64('{"offset":-1}'),
  b64('{"offset":"a"}'),
  b64('{}'),
  b64('[]'),
  b64('null'),
  b64("{'offset': 1}"),
  b64('{"offset":1.5}'),
  b64('{"offset":99999999999999999999}'),
  b64('{"offset":null}'),
  'é',
]
test.each(forged)('T01 refuses the forged page token %s', async (token) => {
  for (const page of pages) expectInvalid(await page(token))
})
test('T01 refuses a page token of 100 kB', async () => {
  for (const page of pages.slice(2, 5)) expectInvalid(await page('A'.repeat(100_000)))
})
test('T02 T04 a page begins after the row before it, also after a deletion, and with another filter after as many rows', async () => {
  for (let n = 0; n < 4; n++) await call('createModel', { name: `t02 ${n}` })
  const { next_page_token = '' } = await call('searchModels', { max_results: 2, filter: "name LIKE 't02%'" })
  expect(next_page_token).not.toBe('')
  await call('deleteModel', { name: 't02 0' })
  const next = async (filter: string) =>
    (await call('searchModels', { max_results: 2, filter, page_token: next_page_token })).registered_models ?? []
  expect((await next("name LIKE 't02%'")).map(({ name }) => name)).toEqual(['t02 2', 't02 3'])
  expect((await next("name LIKE 't02 1%'")).map(({ name }) => name)).toEqual([])
})
test('T03 finds each of 11 runs with one start time exactly once in pages of 3', async () => {
  const { experiment_id } = await call('createExperiment', { name: 't03' })
  const made = await times(11, async () => (await call('createRun', { experiment_id, start_time: 5 })).run.info.run_id)
  for (const order_by of [[], ['attributes.start_time DESC'], ['metrics.none ASC']]) {
    const found: string[] = []
    const search = { experiment_ids: [experiment_id], max_results: 3, order_by }
    for await (const { runs = [] } of allPages((next) => call('searchRuns', { ...search, ...next })))
      found.push(...runs.map(({ info }) => info.run_id))
    expect(found.toSorted()).toEqual(made.toSorted())
  }
})
test('Z01 Z02 notices a 5xx, a stack trace, SQL and a server path in an answer', () => {
  const paths = [server.data, join(import.meta.dirname, '..', '..', 'server')]
  const traces = ['Error: no\n    at run (app.ts:1:1)', 'SQLITE_BUSY', 'UNIQUE constraint failed: runs.run_id']
  for (const text of [...paths, ...traces]) expect(() => expectHarmless('GET /', 400, text), text).toThrow()
  expect(() => expectHarmless('GET /', 500, '{}')).toThrow()
  expect(() => expectHarmless('GET /', 400, '{"error_code":"BAD_REQUEST"}')).not.toThrow()
})

// Every file of this folder ends so; this test shows it as a row.
test('Z03 the server still works, and its database is sound, after all of this', expectSound)
