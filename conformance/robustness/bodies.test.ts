import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { call, expectInvalid, expectRefused, get, host, post, send, sendRaw } from './shelf.ts'

// robustness.md J: bodies of every wrong shape.

let run = ''
beforeAll(async () => {
  run = (await call('createRun', { experiment_id: '0' })).run.info.run_id
  await call('createModel', { name: 'm' })
  await call('createVersion', { name: 'm', source: 's3://b/k' })
})
const create = '/api/2.0/mlflow/registered-models/create'
const named = async (name: string) => (await get('registered-models/get', { name })).status

test.each([
  '{',
  '{"name":"x"',
  '{"name":"x"}}',
  "{'name':'x'}",
  '{"name":"x"} trailing',
  '\u0000',
  'nul',
  '{"name":}',
  '{"a":1,}',
])('J01 malformed JSON is refused: %s', async (body) => expectRefused(await send('POST', create, { body })))
test('J01 invalid UTF-8 is refused', async () => {
  const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')])
  expectRefused(await send('POST', create, { body, as: 'a name of FF FE C0' }))
})
test.each(['[]', '"x"', '1', 'true', '[{"name":"x"}]', 'null'])(
  'J02 a body that is no object is refused: %s',
  async (body) => expectRefused(await send('POST', create, { body })),
)

const text = [1, 1.5, true, {}, [], ['x']]
const whole = ['x', 1.5, true, {}, [], '', ' 1', '1.5', '0x10']
const list = ['x', 1, true, {}, ['x'], [1], [null]]
const flag = ['x', 1, 0, {}, [], 'yes']
/** Of an enum; its numbers are taken, as protobuf's JSON does. */
const unknown = [99, 1.5, true, {}, [], 'NONSENSE']
/** Per route: a body it takes, and for each field the values that are of another type. */
const routes: [string, string, () => Record<string, unknown>, Record<string, unknown[]>][] = [
  ['POST', 'experiments/create', () => ({ name: 'e' }), { name: text, artifact_location: text, tags: list }],
  [
    'POST',
    'experiments/update',
    () => ({ experiment_id: '0', new_name: 'x' }),
    { experiment_id: text, new_name: text },
  ],
  [
    'POST',
    'experiments/search',
    () => ({ max_results: 5 }),
    {
      max_results: whole,
      filter: text,
      order_by: list.slice(1, -2),
      view_type: [...unknown, ''],
      page_token: text,
    },
  ],
  [
    'POST',
    'experiments/set-experiment-tag',
    () => ({ experiment_id: '0', key: 'k', value: 'v' }),
    { experiment_id: text, key: text, value: text },
  ],
  [
    'POST',
    'runs/create',
    () => ({ experiment_id: '0' }),
    { experiment_id: text, start_time: whole, run_name: text, user_id: text, tags: list },
  ],
  [
    'POST',
    'runs/update',
    () => ({ run_id: run }),
    { run_id: text, status: [...unknown, 'finished'], end_time: whole, run_name: text },
  ],
  [
    'POST',
    'runs/log-metric',
    () => ({ run_id: run, key: 'k', value: 1, timestamp: 1 }),
    { run_id: text, key: text, value: ['x', true, {}, [], ''], timestamp: whole, step: whole },
  ],
  [
    'POST',
    'runs/log-parameter',
    () => ({ run_id: run, key: 'k', value: 'v' }),
    { run_id: text, key: text, value: text },
  ],
  ['POST', 'runs/set-tag', () => ({ run_id: run, key: 'k', value: 'v' }), { run_id: text, key: text, value: text }],
  [
    'POST',
    'runs/log-batch',
    () => ({ run_id: run, metrics: [], params: [], tags: [] }),
    { run_id: text, metrics: list, params: list, tags: list },
  ],
  ['POST', 'runs/log-inputs', () => ({ run_id: run, datasets: [] }), { run_id: text, datasets: list }],
  [
    'POST',
    'runs/search',
    () => ({ experiment_ids: ['0'] }),
    {
      experiment_ids: ['0', 0, {}, [0], [true]],
      filter: text,
      max_results: whole,
      order_by: ['x', 1, {}, [1]],
      run_view_type: unknown,
      page_token: text,
    },
  ],
  [
    'POST',
    'logged-models',
    () => ({ experiment_id: '0' }),
    { experiment_id: text, name: text, model_type: text, source_run_id: text, params: list, tags: list },
  ],
  ['POST', 'registered-models/create', () => ({ name: 'new' }), { name: text, description: text, tags: list }],
  ['PATCH', 'registered-models/update', () => ({ name: 'm' }), { name: text, description: text }],
  [
    'POST',
    'registered-models/set-tag',
    () => ({ name: 'm', key: 'k', value: 'v' }),
    { name: text, key: text, value: text },
  ],
  ['POST', 'registered-models/alias', () => ({ name: 'm', alias: 'a', version: '1' }), { name: text, alias: text }],
  [
    'POST',
    'model-versions/create',
    () => ({ name: 'm', source: 's3://b/k' }),
    { name: text, source: text, run_id: text, description: text, run_link: text, tags: list },
  ],
  ['PATCH', 'model-versions/update', () => ({ name: 'm', version: '1' }), { name: text, description: text }],
  [
    'POST',
    'model-versions/transition-stage',
    () => ({ name: 'm', version: '1', stage: 'Staging', archive_existing_versions: false }),
    { name: text, stage: [...text, 'staging!'], archive_existing_versions: flag },
  ],
]
test.each(routes)(
  'J03–J12 %s %s refuses every field of a wrong type, and stores nothing',
  async (method, path, good, fields) => {
    const before = await everything()
    for (const [field, wrong] of Object.entries(fields))
      for (const value of wrong) {
        const answer = await send(method, `/api/2.0/mlflow/${path}`, { body: { ...good(), [field]: value } })
        expectInvalid(answer)
      }
    expect(await everything()).toEqual(before)
  },
)

const required: [string, string, string[], () => Record<string, unknown>][] = [
  ['POST', 'experiments/create', ['name'], () => ({ name: 'e' })],
  ['POST', 'runs/create', ['experiment_id'], () => ({ experiment_id: '0' })],
  [
    'POST',
    'runs/log-metric',
    ['run_id', 'key', 'value', 'timestamp'],
    () => ({ run_id: run, key: 'k', value: 1, timestamp: 1 }),
  ],
  ['POST', 'runs/log-parameter', ['run_id', 'key'], () => ({ run_id: run, key: 'k', value: 'v' })],
  ['POST', 'registered-models/create', ['name'], () => ({ name: 'new' })],
  ['POST', 'model-versions/create', ['name', 'source'], () => ({ name: 'm', source: 's3://b/k' })],
  [
    'POST',
    'model-versions/transition-stage',
    ['name', 'version', 'stage'],
    () => ({ name: 'm', version: '1', stage: 'Staging', archive_existing_versions: false }),
  ],
  ['POST', 'registered-models/set-tag', ['name', 'key'], () => ({ name: 'm', key: 'k', value: 'v' })],
]
test.each(required)('J13 %s %s refuses when one of %j is missing or null', async (method, path, fields, good) => {
  const before = await everything()
  for (const field of fields)
    for (const value of [undefined, null])
      expectInvalid(await send(method, `/api/2.0/mlflow/${path}`, { body: { ...good(), [field]: value } }))
  expect(await everything()).toEqual(before)
})

async function everything() {
  const { experiments } = await call('searchExperiments', { max_results: 100, view_type: 'ALL' })
  const { runs } = await call('searchRuns', { experiment_ids: ['0'] })
  const { registered_models } = await call('searchModels', {})
  return { experiments, runs, registered_models, versions: await call('searchVersions', {}) }
}

test('J14 unknown fields and query parameters are ignored', async () => {
  expect(
    (await send('POST', `${create}?x=1&y`, { body: { name: 'j14', nonsense: { deep: [1] }, Name: 'other' } })).status,
  ).toBe(200)
  expect((await get('registered-models/get', { name: 'j14', nonsense: '1' })).status).toBe(200)
})

test('J15 20,000 levels of nesting are refused, in an unknown field ignored or refused', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  for (const body of [
    `{"name":${deep}}`,
    `{"name":"j15","x":${deep}}`,
    `{"name":"j15","tags":${'[{"a":'.repeat(20_000)}`,
    '['.repeat(200_000),
  ]) {
    const start = performance.now()
    const { status } = await send('POST', create, { body, as: `${body.slice(0, 30)}… nested` })
    expect([200, 400]).toContain(status)
    expect(performance.now() - start).toBeLessThan(2000)
  }
})

test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
  'J16 %s is a name and key like any other',
  async (name) => {
    expect((await post('registered-models/create', { name, tags: [{ key: name, value: 'v' }] })).status).toBe(200)
    await call('logBatch', {
      run_id: run,
      params: [{ key: name, value: 'p' }],
      tags: [{ key: name, value: 't' }],
      metrics: [{ key: name, value: 1, timestamp: 1, step: 0 }],
    })
    const { data } = (await call('getRun', { run_id: run })).run
    expect(data?.params).toContainEqual({ key: name, value: 'p' })
    expect(data?.tags).toContainEqual({ key: name, value: 't' })
    expect(data?.metrics?.map(({ key }) => key)).toContain(name)
    expect((await call('getModel', { name })).registered_model.tags).toEqual([{ key: name, value: 'v' }])
    const polluted = await send('POST', create, { body: `{"name":"j16 ${name}","${name}":{"polluted":"yes"}}` })
    expect(polluted.status).toBe(200)
    expect(polluted.text).not.toContain('yes')
  },
)

const head = (more: string) =>
  `POST ${create} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${more}\r\n`
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400)

test('J17 a body announced with 2 GB is refused before it is read', async () => {
  const answer = await sendRaw(head('Content-Length: 2147483648\r\n'), 'Content-Length: 2147483648, no body')
  expect(status(answer)).toBe(413)
  expect(answer).toContain('REQUEST_TOO_LARGE')
})

test('J18 48 MB in chunks are cut off while reading', async () => {
  const chunk = `100000\r\n${' '.repeat(0x10_00_00)}\r\n`
  const answer = await sendRaw(head('Transfer-Encoding: chunked\r\n') + chunk.repeat(48), '48 MB in chunks')
  expect([413, 400]).toContain(status(answer))
})

test('J19 lone surrogates and NUL are refused, or stored and readable', async () => {
  for (const escape of ['\\ud800', '\\udc00x', '\\u0000', 'a\\u0000b']) {
    const made = await send('POST', create, { body: `{"name":"j19","tags":[{"key":"k","value":"${escape}"}]}` })
    if (made.status === 200) {
      const { registered_model } = await call('getModel', { name: 'j19' })
      expect(JSON.stringify(registered_model.tags)).toContain(escape)
      await call('deleteModel', { name: 'j19' })
    } else expectInvalid(made)
    expectInvalid(await send('POST', create, { body: `{"name":"${escape}"}` }))
  }
})

test('J20 compressed bodies are refused, bombs and broken ones too', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  for (const [coding, body] of [
    ['gzip', bomb],
    ['gzip', 'no gzip'],
    ['br', 'x'],
    ['nonsense', '{"name":"j20"}'],
    ['deflate', 'x'],
  ] as const)
    expect([400, 413, 415]).toContain(
      (await send('POST', create, { body, headers: { 'Content-Encoding': coding }, as: `Content-Encoding: ${coding}` }))
        .status,
    )
  expect(await named('j20')).toBe(404)
})

test('J21 two lengths, length with chunks, odd lengths and broken chunks are refused or closed', async () => {
  const body = '{"name":"j21"}'
  for (const more of [
    `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n`,
    `Content-Length: ${body.length}\r\nContent-Length: 3\r\n`,
    `Content-Length: +${body.length}\r\n`,
    `Content-Length: -1\r\n`,
    `Content-Length: 0x0e\r\n`,
    `Content-Length: 14, 14\r\n`,
    `Transfer-Encoding: chunked, identity\r\n`,
    `Transfer-Encoding: nonsense\r\n`,
  ])
    expect(status(await sendRaw(head(more) + body, more.trim().replaceAll('\r\n', ', '))), more).toBeGreaterThanOrEqual(
      400,
    )
  for (const chunks of ['zz\r\nxx\r\n0\r\n\r\n', '-1\r\n\r\n', 'ffffffffffffffffff\r\nx'])
    expect(
      status(await sendRaw(head('Transfer-Encoding: chunked\r\n') + chunks, `chunk ${chunks.slice(0, 12)}`)),
    ).toBeGreaterThanOrEqual(400)
  expect(await named('j21')).toBe(404)
})

test('J22 100 kB of headers, or very many, are refused or closed', async () => {
  for (const more of [`X-Long: ${'a'.repeat(100_000)}\r\n`, 'X-Many: a\r\n'.repeat(5000)])
    expect(status(await sendRaw(head(more), `${more.length} bytes of headers`))).toBeGreaterThanOrEqual(400)
})
