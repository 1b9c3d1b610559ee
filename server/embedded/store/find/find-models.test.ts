import { beforeAll, expect, test, vi } from 'vitest'
import { type FindingModel, findingCases, findingModels } from '#contract/find/finding-cases.ts'
import { openTestApp, type TestApp } from '../../../testing/app.ts'
import { renameModel } from '../registry/models.ts'

let on: TestApp
beforeAll(async () => {
  on = openTestApp()
  for (const model of findingModels) await makeModel(on, model)
})

/** Makes a model through the API, as a client does. */
async function makeModel({ call }: TestApp, model: FindingModel): Promise<void> {
  const { name, description = '', tags = {}, aliases = {}, versions = [], live } = model
  await call('createModel', { name, description, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) })
  const run = live && (await runWith(on, live))
  for (const { stage, description: about = '', tags: own = {} } of versions) {
    const of = { name, source: 's3://bucket/model', description: about, ...(run && { run_id: run }) }
    const { version } = (await call('createVersion', of)).model_version
    for (const [key, value] of Object.entries(own)) await call('setVersionTag', { name, version, key, value })
    if (stage) await call('transitionStage', { name, version, stage, archive_existing_versions: false })
  }
  for (const [alias, version] of Object.entries(aliases)) await call('setAlias', { name, alias, version: `${version}` })
}

async function runWith({ call }: TestApp, { flavors, params, metrics }: NonNullable<FindingModel['live']>) {
  const { run_id } = (await call('createRun', { experiment_id: '0' })).run.info
  await call('logBatch', {
    run_id,
    params: params.map(({ key, value }) => ({ key, value })),
    metrics: metrics.map(({ key, value }) => ({ key, value, timestamp: 1, step: 0 })),
  })
  const logged = { artifact_path: 'model', run_id, utc_time_created: '2026-01-01 00:00:00' }
  await call('logModel', {
    run_id,
    model_json: JSON.stringify({ ...logged, flavors: Object.fromEntries(flavors.map((one) => [one, {}])) }),
  })
  return run_id
}

const find = async ({ call }: TestApp, words: string[], filter = '') =>
  (await call('findModels', { words, filter })).found.map(({ registered_model: { name }, where }) => [
    name,
    ...(where ? [where] : []),
  ])

test.each(findingCases)('%j finds %j', async (words, expected) => {
  expect(await find(on, words)).toEqual(expected)
})

test('finds only among the models of a filter, and refuses one that is wrong', async () => {
  expect(await find(on, ['demand'], "name LIKE 'trip%'")).toEqual([['trip-duration']])
  expect(await find(on, ['u\u0308ber'], "tags.team = 'Überland'")).toEqual([['décor-ranker', 'Tag team: Überland']])
  expect(await find(on, ['demand'], "tags.team = 'Überland'")).toEqual([])
  await expect(find(on, ['demand'], 'name = ')).rejects.toMatchObject({ status: 400 })
})

test('answers page by page, each model once', async () => {
  const first = await on.call('findModels', { words: ['demand'], max_results: 1 })
  expect(first).toMatchObject({ total: 2, found: [{ registered_model: { name: 'station-demand' } }] })
  const next = await on.call('findModels', { words: ['demand'], max_results: 1, page_token: first.next_page_token! })
  expect(next).toMatchObject({ total: 2, found: [{ registered_model: { name: 'trip-duration' } }] })
  expect(next.next_page_token).toBeUndefined()
  for (const wrong of [{ max_results: 0 }, { max_results: 1001 }, { page_token: 'x' }, { words: [] }, { words: [''] }])
    await expect(on.call('findModels', { words: ['demand'], ...wrong })).rejects.toMatchObject({ status: 400 })
})

const where = (text: string) => [['first', text]]

test('finds what changed with the write that changed it, and not what was there before', async () => {
  const app = openTestApp()
  const { call } = app
  const run_id = await runWith(app, { flavors: ['sklearn'], params: [{ key: 'alpha', value: 'one' }], metrics: [] })
  const other = await runWith(app, { flavors: ['keras'], params: [], metrics: [{ key: 'recall', value: 0.5 }] })
  await call('createModel', { name: 'first', description: 'walrus' })
  const only = [['first']]
  const live = 'Version 1 in Production, '
  const steps: [unknown, string, unknown][] = [
    [() => call('updateModel', { name: 'first', description: 'penguin' }), 'penguin', only],
    [undefined, 'walrus', []],
    [() => call('setModelTag', { name: 'first', key: 'kind', value: 'otter' }), 'otter', where('Tag kind: otter')],
    [() => call('setModelTag', { name: 'first', key: 'kind', value: 'badger' }), 'badger', where('Tag kind: badger')],
    [undefined, 'otter', []],
    [() => call('deleteModelTag', { name: 'first', key: 'kind' }), 'badger', []],
    [
      () => call('createVersion', { name: 'first', source: 's3://b/model', run_id, description: 'heron' }),
      'heron',
      where('Version 1 heron'),
    ],
    [undefined, 'sklearn', []],
    [
      () => call('setVersionTag', { name: 'first', version: '1', key: 'k', value: 'stork' }),
      'stork',
      where('Version 1 k: stork'),
    ],
    [() => call('deleteVersionTag', { name: 'first', version: '1', key: 'k' }), 'stork', []],
    [() => call('setAlias', { name: 'first', alias: 'finch', version: '1' }), 'finch', where('Version 1 @finch')],
    [() => call('deleteAlias', { name: 'first', alias: 'finch' }), 'finch', []],
    [
      () =>
        call('transitionStage', { name: 'first', version: '1', stage: 'Production', archive_existing_versions: false }),
      'sklearn',
      where(`${live}flavor sklearn`),
    ],
    [undefined, 'alpha', where(`${live}param alpha: one`)],
    [
      () => call('logMetric', { run_id, key: 'brier', value: 0.25, timestamp: 1 }),
      'brier',
      where(`${live}metric brier: 0.25`),
    ],
    [
      () => call('logMetric', { run_id, key: 'brier', value: 0.75, timestamp: 2 }),
      '0.75',
      where(`${live}metric brier: 0.75`),
    ],
    [undefined, '0.25', []],
    [() => call('logParam', { run_id, key: 'gamma', value: 'two' }), 'gamma', where(`${live}param gamma: two`)],
    [() => call('createVersion', { name: 'first', source: 's3://b/model', run_id: other }), 'keras', []],
    [
      () =>
        call('transitionStage', { name: 'first', version: '2', stage: 'Production', archive_existing_versions: true }),
      'keras',
      where('Version 2 in Production, flavor keras'),
    ],
    [undefined, 'sklearn', []],
    [undefined, 'recall', where('Version 2 in Production, metric recall: 0.5')],
    [() => call('renameModel', { name: 'first', new_name: 'second' }), 'first', []],
    [undefined, 'recall', [['second', 'Version 2 in Production, metric recall: 0.5']]],
    [undefined, 'second', [['second']]],
    [
      () =>
        call('transitionStage', { name: 'second', version: '2', stage: 'Archived', archive_existing_versions: false }),
      'recall',
      [],
    ],
    [() => call('deleteVersion', { name: 'second', version: '1' }), 'heron', []],
    [() => call('deleteModel', { name: 'second' }), 'second', []],
    [undefined, 'penguin', []],
  ]
  for (const [at, [change, word, expected]] of steps.entries()) {
    if (typeof change === 'function') await change()
    // Three letters are nobody's typing mistake.
    for (const part of [word, word.slice(0, 3)])
      expect([at, part, await find(app, [part])]).toEqual([at, part, expected])
  }
  await call('createModel', { name: 'third', description: 'walrus' })
  await call('updateModel', { name: 'third', description: 'walras' })
  expect(await find(app, ['walrus'])).toEqual([['third']])
  await call('deleteModel', { name: 'third' })
  expect(await find(app, ['walrus'])).toEqual([])
  for (const table of ['waiting_texts', 'model_texts', 'stale_texts'])
    expect(app.db.all(`SELECT * FROM ${table}`)).toEqual([])
  for (const table of ['model_trigrams', 'model_words'])
    await app.db.write(() => app.db.run(`INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 1)`))
})

test('writes what models are found by soon after they changed, if nobody searches, once for many changes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  try {
    const { call, db } = openTestApp()
    await call('createModel', { name: 'before' })
    for (const description of ['heron', 'otter', 'walrus']) await call('updateModel', { name: 'before', description })
    await call('renameModel', { name: 'before', new_name: 'after' })
    expect(db.lists('SELECT name, kind FROM waiting_texts')).toEqual([
      ['after', 'description'],
      ['after', 'name'],
    ])
    expect(db.all('SELECT * FROM model_texts')).toEqual([])
    vi.runAllTimers()
    const texts = () => db.lists('SELECT name, kind, text FROM model_texts ORDER BY kind')
    await vi.waitFor(() => expect(texts()).toHaveLength(2))
    expect(texts()).toEqual([
      ['after', 'description', 'walrus'],
      ['after', 'name', 'after'],
    ])
    expect(db.all('SELECT * FROM waiting_texts')).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})

test('finds what many changes at once have made of one model', async () => {
  const { call } = openTestApp()
  await call('createModel', { name: 'many' })
  const versions = Array.from({ length: 50 }, (_, at) => `heron ${at + 1}`)
  for (const description of versions) await call('createVersion', { name: 'many', source: 's3://b/m', description })
  const searches = versions.map((description) => call('findModels', { words: [description] }))
  expect((await Promise.all(searches)).map(({ total }) => total)).toEqual(versions.map(() => 1))
})

test('so many searches at once write no text twice, and find all that was acknowledged before each', async () => {
  const { call, db } = openTestApp()
  for (let at = 0; at < 30; at += 1) await call('createModel', { name: `heron ${at}`, description: 'wades' })
  const written = vi.spyOn(db, 'write')
  const first = Array.from({ length: 20 }, () => call('findModels', { words: ['wades'] }))
  await call('createModel', { name: 'late', description: 'walrus' })
  const late = await Promise.all([call('findModels', { words: ['walrus'] }), call('findModels', { words: ['late'] })])
  expect(late.map(({ total }) => total)).toEqual([1, 1])
  expect((await Promise.all(first)).every(({ total }) => total === 30)).toBe(true)
  expect(written.mock.calls.length).toBeLessThan(60) // once for each of 20 searches would be some hundred
})

test('a search finds what was written before if nothing more can be written', async () => {
  const app = openTestApp()
  await app.call('createModel', { name: 'first', description: 'walrus' })
  expect(await find(app, ['walrus'])).toEqual([['first']])
  await app.call('updateModel', { name: 'first', description: 'heron' })
  app.db.get('PRAGMA query_only = 1')
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await find(app, ['walrus'])).toEqual([['first']])
  expect(told).toHaveBeenCalledOnce()
  told.mockRestore()
  app.db.get('PRAGMA query_only = 0')
  expect(await find(app, ['heron'])).toEqual([['first']])
})

test('finds what changed in the commit that renamed the model', async () => {
  const app = openTestApp()
  await app.call('createModel', { name: 'before', description: 'heron' })
  await app.db.write(() => {
    app.db.run("UPDATE registered_models SET description = 'walrus'")
    renameModel(app.db, 'before', 'after')
  })
  expect(await find(app, ['walrus'])).toEqual([['after']])
  expect(await find(app, ['heron'])).toEqual([])
})

test('does not find prompts, nor a model that becomes one', async () => {
  const app = openTestApp()
  const prompt = { key: 'mlflow.prompt.is_prompt', value: 'true' }
  await app.call('createModel', { name: 'asks', description: 'walrus', tags: [prompt] })
  expect(await find(app, ['walrus'])).toEqual([])
  await app.call('createModel', { name: 'model', description: 'walrus' })
  expect(await find(app, ['walrus'])).toEqual([['model']])
  await app.call('setModelTag', { name: 'model', ...prompt })
  expect(await find(app, ['walrus'])).toEqual([])
  expect(await find(app, ['\u200b'])).toEqual([]) // folded, this is an empty word
  await app.call('deleteModelTag', { name: 'model', key: prompt.key })
  expect(await find(app, ['walrus'])).toEqual([['model']])
})

test('reads what a run logged anew only when a version in Production changes its stage, its run or its source', async () => {
  const { call, db } = openTestApp()
  await call('createModel', { name: 'live' })
  await call('createVersion', { name: 'live', source: 's3://b/m' })
  await call('transitionStage', { name: 'live', version: '1', stage: 'Production', archive_existing_versions: false })
  const staleAfter = (change: string) =>
    db.write(() => {
      db.run(`UPDATE model_versions SET ${change}`)
      return db.lists('SELECT kind FROM stale_texts').flat()
    })
  expect(await staleAfter("description = 'heron', last_updated_timestamp = 7")).toEqual(['versions 1'])
  expect(await staleAfter("source = 's3://b/other'")).toEqual(['production'])
  expect((await staleAfter("current_stage = 'Archived'")).toSorted()).toEqual(['production', 'versions'])
  expect(await staleAfter("source = 's3://b/m'")).toEqual([])
})
