import { beforeAll, expect, test } from 'vitest'
import { call, expectInvalid, expectRefused, get, post } from './shelf.ts'

// docs/robustness.md M01–M14: names, keys and values.

let run = ''
beforeAll(async () => {
  run = (await call('createRun', { experiment_id: '0' })).run.info.run_id
})

test.each([
  'ünïcode 日本語',
  '👩‍🚀 emoji',
  'مرحبا ‮rtl',
  'é (NFC)',
  'é (NFD)',
  'a/b\\c',
  `"quotes" 'and' \`ticks\``,
  '%20 + & ? #',
  '..',
  'a\tb',
])('M01 keeps and finds an experiment by its exact name: %s', async (name) => {
  const { experiment_id } = await call('createExperiment', { name })
  expect((await call('getExperimentByName', { experiment_name: name })).experiment).toMatchObject({
    experiment_id,
    name,
  })
})

test('M02 treats the composed and decomposed forms of a name as two names', async () => {
  const [one, two] = ['caf\u00e9', 'cafe\u0301']
  const first = await call('createExperiment', { name: one })
  const second = await call('createExperiment', { name: two })
  expect((await call('getExperimentByName', { experiment_name: one })).experiment.experiment_id).toBe(
    first.experiment_id,
  )
  expect((await call('getExperimentByName', { experiment_name: two })).experiment.experiment_id).toBe(
    second.experiment_id,
  )
  await call('createModel', { name: one })
  expectRefused(await get('registered-models/get', { name: two }), 'RESOURCE_DOES_NOT_EXIST')
})

test.each(['', ' ', '\t\n', 'a/b', 'a:b', 'a\u0000b', 'x'.repeat(257)])('M03 refuses the model name %j', async (name) =>
  expectInvalid(await post('registered-models/create', { name })),
)

test.each([' lead', 'trail ', '\ttab', 'new line\n'])(
  'M04 keeps %j exactly and never finds it by the trimmed name',
  async (name) => {
    await call('createModel', { name })
    expect((await call('getModel', { name })).registered_model.name).toBe(name)
    expectRefused(await get('registered-models/get', { name: name.trim() }), 'RESOURCE_DOES_NOT_EXIST')
  },
)

test('M05 refuses names and values that are too long', async () => {
  await call('createModel', { name: 'm05' })
  await call('createVersion', { name: 'm05', source: 's3://b/k' })
  const long = 'x'.repeat(100_001)
  for (const answer of [
    await post('experiments/create', { name: 'x'.repeat(501) }),
    await post('experiments/set-experiment-tag', { experiment_id: '0', key: 'x'.repeat(251), value: 'v' }),
    await post('experiments/set-experiment-tag', { experiment_id: '0', key: 'k', value: long }),
    await post('runs/log-parameter', { run_id: run, key: 'x'.repeat(251), value: 'v' }),
    await post('runs/log-metric', { run_id: run, key: 'x'.repeat(251), value: 1, timestamp: 1 }),
    await post('runs/set-tag', { run_id: run, key: 'x'.repeat(251), value: 'v' }),
    await post('registered-models/create', { name: 'm05 2', description: 'x'.repeat(5001) }),
    await post('registered-models/set-tag', { name: 'm05', key: 'x'.repeat(251), value: 'v' }),
    await post('registered-models/set-tag', { name: 'm05', key: 'k', value: long }),
    await post('registered-models/alias', { name: 'm05', alias: 'x'.repeat(256), version: '1' }),
    await post('model-versions/set-tag', { name: 'm05', version: '1', key: 'k', value: long }),
    await post('model-versions/set-tag', { name: 'm05', version: '1', key: 'x'.repeat(251), value: 'v' }),
    await post('model-versions/create', { name: 'm05', source: `s3://b/${'x'.repeat(500)}` }),
    await post('model-versions/create', { name: 'm05', source: 's3://b/k', run_link: 'x'.repeat(501) }),
    await post('model-versions/create', { name: 'm05', source: 's3://b/k', description: 'x'.repeat(5001) }),
    await post('registered-models/rename', { name: 'm05', new_name: 'x'.repeat(257) }),
    await post('experiments/update', { experiment_id: '0', new_name: 'x'.repeat(501) }),
    await post('experiments/create', { name: 'm05', tags: [{ key: 'k', value: long }] }),
    await post('runs/create', { experiment_id: '0', run_name: 'x'.repeat(501) }),
    await post('runs/update', { run_id: run, run_name: 'x'.repeat(501) }),
    await post('runs/create', { experiment_id: '0', user_id: 'x'.repeat(257) }),
    await post('runs/log-batch', { run_id: run, params: [{ key: 'x'.repeat(251), value: 'v' }] }),
    await post('runs/log-batch', { run_id: run, metrics: [{ key: 'x'.repeat(251), value: 1, timestamp: 1 }] }),
    await post('logged-models', { experiment_id: '0', name: 'x'.repeat(501) }),
    await post('logged-models', { experiment_id: '0', model_type: 'x'.repeat(501) }),
  ])
    expectInvalid(answer)
  // Values of a run's params and tags are cut instead.
  for (const path of ['runs/log-parameter', 'runs/set-tag'])
    expect((await post(path, { run_id: run, key: 'm05', value: long })).status).toBe(200)
  const { params, tags } = (await call('getRun', { run_id: run })).run.data
  expect(params?.find(({ key }) => key === 'm05')?.value).toHaveLength(6000)
  expect(tags?.find(({ key }) => key === 'm05')?.value).toHaveLength(8000)
})

test('M06 refuses empty and blank names and keys, except a metric or tag named " "', async () => {
  await call('createModel', { name: 'm06' })
  for (const blank of ['', ' ']) {
    for (const [path, body] of [
      ['experiments/create', { name: blank }],
      ['registered-models/create', { name: blank }],
      ['runs/log-metric', { run_id: run, key: blank, value: 1, timestamp: 1 }],
      ['registered-models/set-tag', { name: blank, key: 'k', value: 'v' }],
      ['registered-models/set-tag', { name: 'm06', key: blank, value: 'v' }],
      ['registered-models/alias', { name: 'm06', alias: blank, version: '1' }],
      ['registered-models/rename', { name: 'm06', new_name: blank }],
      ['experiments/update', { experiment_id: '0', new_name: blank }],
    ] as const) {
      // A real server accepts a metric or tag named " " too.
      const isKey = blank === ' ' && 'key' in body && body.key === ' '
      if (isKey) expect((await post(path, body)).status, path).toBe(200)
      else expectInvalid(await post(path, body))
    }
  }
  const { metrics } = (await call('getRun', { run_id: run })).run.data
  expect(metrics).toContainEqual(expect.objectContaining({ key: ' ', value: 1 }))
  expect((await call('getModel', { name: 'm06' })).registered_model.tags).toEqual([{ key: ' ', value: 'v' }])
})

test('M07 keeps control characters exactly', async () => {
  for (const name of ['a\u0001b', 'a\u001bb', 'a\u007fb', 'a\r\nb']) {
    await call('createExperiment', { name })
    expect((await call('getExperimentByName', { experiment_name: name })).experiment.name).toBe(name)
  }
})

test.each(['../x', '/x', 'a//b', '.', '..', 'a/../b', 'a/', './a'])('M08 refuses the key %s', async (key) => {
  await post('registered-models/create', { name: 'm08' })
  await post('model-versions/create', { name: 'm08', source: 's3://b/k' })
  for (const answer of [
    await post('runs/log-parameter', { run_id: run, key, value: 'v' }),
    await post('runs/log-metric', { run_id: run, key, value: 1, timestamp: 1 }),
    await post('runs/set-tag', { run_id: run, key, value: 'v' }),
    await post('experiments/set-experiment-tag', { experiment_id: '0', key, value: 'v' }),
    await post('experiments/create', { name: 'm08', tags: [{ key, value: 'v' }] }),
    await post('runs/create', { experiment_id: '0', tags: [{ key, value: 'v' }] }),
    await post('runs/log-batch', { run_id: run, metrics: [{ key, value: 1, timestamp: 1 }] }),
    await post('runs/log-batch', { run_id: run, tags: [{ key, value: 'v' }] }),
    await post('registered-models/set-tag', { name: 'm08', key, value: 'v' }),
    await post('registered-models/create', { name: 'm08 tagged', tags: [{ key, value: 'v' }] }),
    await post('model-versions/set-tag', { name: 'm08', version: '1', key, value: 'v' }),
    await post('model-versions/create', { name: 'm08', source: 's3://b/k', tags: [{ key, value: 'v' }] }),
  ])
    expectInvalid(answer)
})

test('M09 refuses to change a param, alone or in a batch, and stores nothing of the batch', async () => {
  await call('logParam', { run_id: run, key: 'm09', value: '1' })
  expectInvalid(await post('runs/log-parameter', { run_id: run, key: 'm09', value: '2' }))
  expectInvalid(
    await post('runs/log-batch', {
      run_id: run,
      params: [
        { key: 'm09 new', value: '1' },
        { key: 'm09', value: '2' },
      ],
      metrics: [{ key: 'm09', value: 1, timestamp: 1, step: 0 }],
    }),
  )
  const { data } = (await call('getRun', { run_id: run })).run
  expect(data?.params?.filter(({ key }) => key.startsWith('m09'))).toEqual([{ key: 'm09', value: '1' }])
  expect(data?.metrics?.map(({ key }) => key) ?? []).not.toContain('m09')
})

const many = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `m10 ${n}`, value: 'v' }))
test.each([
  ['101 params', () => ({ params: many(101) })],
  ['101 tags', () => ({ tags: many(101) })],
  [
    '1001 metrics',
    () => ({ metrics: Array.from({ length: 1001 }, (_, n) => ({ key: `m10 ${n}`, value: 1, timestamp: 1, step: 0 })) }),
  ],
  ['one bad key of many', () => ({ params: [...many(50), { key: '../m10', value: 'v' }], tags: many(50) })],
  [
    'one bad value of many',
    () => ({ tags: many(50), metrics: [{ key: 'm10', value: 'nonsense', timestamp: 1, step: 0 }] }),
  ],
])('M10 refuses a batch of %s, which has no effect', async (_, batch) => {
  expectInvalid(await post('runs/log-batch', { run_id: run, ...batch() }, 'log-batch'))
  expect((await get('runs/get', { run_id: run })).text).not.toContain('m10')
})
test('M10 refuses a batch of more than 1 MB', async () => {
  expectRefused(
    await post(
      'runs/log-batch',
      { run_id: run, tags: [{ key: 'm10', value: 'x'.repeat(1_100_000) }] },
      'log-batch with 1.1 MB',
    ),
    'REQUEST_TOO_LARGE',
  )
})

test('M11 treats names that differ in case as two names', async () => {
  await call('createModel', { name: 'Case' })
  await call('createModel', { name: 'case', description: 'small' })
  expect((await call('getModel', { name: 'Case' })).registered_model.description ?? '').toBe('')
  const { experiment_id } = await call('createExperiment', { name: 'Case' })
  await call('createExperiment', { name: 'case' })
  expect((await call('getExperimentByName', { experiment_name: 'Case' })).experiment).toMatchObject({ experiment_id })
})

test.each(['latest', 'Latest', 'v1', 'V12', '', 'a b', 'a/b', 'a:b', 'a@b', '\u0000', 'x'.repeat(256)])(
  'M12 refuses the alias %j',
  async (alias) => {
    await post('registered-models/create', { name: 'm12' })
    await call('createVersion', { name: 'm12', source: 's3://b/k' })
    expectInvalid(await post('registered-models/alias', { name: 'm12', alias, version: '1' }))
  },
)

test('M13 refuses duplicates as such', async () => {
  await call('createModel', { name: 'm13' })
  await call('createExperiment', { name: 'm13' })
  for (const path of ['registered-models/create', 'experiments/create'])
    expectRefused(await post(path, { name: 'm13' }), 'RESOURCE_ALREADY_EXISTS')
  await call('createModel', { name: 'm13 b' })
  expectRefused(await post('registered-models/rename', { name: 'm13 b', new_name: 'm13' }), 'RESOURCE_ALREADY_EXISTS')
})

test('M14 stores HTML in a description as sent', async () => {
  const description = `<script>alert(1)</script><img src=x onerror=alert(1)> & "quotes"`
  await call('createModel', { name: 'm14', description })
  expect((await call('getModel', { name: 'm14' })).registered_model.description).toBe(description)
})
