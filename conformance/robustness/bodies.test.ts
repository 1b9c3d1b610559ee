import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processorTimeOf } from '../../testbed/processor-time.ts'
import { startServer } from '../../testbed/server.ts'
import { call, expectInvalid, expectRefused, get, host, port, post, send, sendRaw, server } from './shelf.ts'

// docs/robustness.md J01, J02, J14–J22: bodies of every wrong shape. fields.test.ts covers their fields.

/** A server in front of the one under test, as in front of MLflow. */
const front = await startServer(undefined, { MLFLOW_TRACKING_URI: server.url })
afterAll(front.stop)
const doors = [
  ['on the embedded backend', port],
  ['in front of MLflow', new URL(front.url).port],
] as const

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
])('J01 refuses malformed JSON: %s', async (body) => expectRefused(await send('POST', create, { body })))
test('J01 refuses invalid UTF-8', async () => {
  const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')])
  expectRefused(await send('POST', create, { body, as: 'a name of FF FE C0' }))
})
test.each(['[]', '"x"', '1', 'true', '[{"name":"x"}]', 'null'])(
  'J02 refuses a body that is not an object: %s',
  async (body) => expectRefused(await send('POST', create, { body })),
)

test('J14 ignores unknown fields and query parameters', async () => {
  expect(
    (await send('POST', `${create}?x=1&y`, { body: { name: 'j14', nonsense: { deep: [1] }, Name: 'other' } })).status,
  ).toBe(200)
  expect((await get('registered-models/get', { name: 'j14', nonsense: '1' })).status).toBe(200)
})

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
test.each([
  ['a field', `{"name":${deep}}`, 'INVALID_PARAMETER_VALUE'],
  ['an unfinished field', `{"name":"j15","tags":${'[{"a":'.repeat(20_000)}`, 'MALFORMED_REQUEST'],
  ['an unfinished body', '['.repeat(50_000), 'MALFORMED_REQUEST'],
  ['a body of too many lists', '['.repeat(200_000), 'REQUEST_TOO_LARGE'],
])('J15 refuses 20,000 levels of nesting in %s within 2 s', async (where, body, code) => {
  const refused = async () => expectRefused(await send('POST', create, { body, as: `nested in ${where}` }), code)
  expect(await processorTimeOf(server, refused, 2000)).toBeLessThan(2000)
  expect(await named('j15')).toBe(404)
})
test('J15 ignores 20,000 levels of nesting in an unknown field', async () => {
  const body = `{"name":"j15 unknown","x":${deep}}`
  expect((await send('POST', create, { body, as: 'nested in an unknown field' })).status).toBe(200)
  expect(await named('j15 unknown')).toBe(200)
})

test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
  'J16 treats %s as an ordinary name and key',
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
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

test.each(doors)('J17 refuses an announced body of 2 GB before reading it, %s', async (where, door) => {
  const answer = await sendRaw(head('Content-Length: 2147483648\r\n'), `Content-Length: 2147483648, ${where}`, door)
  expect(status(answer)).toBe(413)
  expect(answer).toContain('REQUEST_TOO_LARGE')
})

test.each(doors)('J18 cuts off 48 MB in chunks while reading, %s', async (where, door) => {
  const chunk = `100000\r\n${' '.repeat(0x10_00_00)}\r\n`
  const chunks = `e\r\n{"name":"j18" \r\n${chunk.repeat(48)}1\r\n}\r\n0\r\n\r\n`
  const answer = await sendRaw(head('Transfer-Encoding: chunked\r\n') + chunks, `48 MB in chunks, ${where}`, door)
  // The answer is lost if the connection closes while chunks are still being sent.
  if (answer) expect(status(answer)).toBe(413)
  expect(await named('j18')).toBe(404)
})

test.each(['\\ud800', '\\udc00x'])('J19 refuses the lone surrogate %s', async (escape) => {
  expectInvalid(await send('POST', create, { body: `{"name":"j19","tags":[{"key":"k","value":"${escape}"}]}` }))
  expectInvalid(await send('POST', create, { body: `{"name":"${escape}"}` }))
  expect(await named('j19')).toBe(404)
})
test.each(['\\u0000', 'a\\u0000b'])('J19 stores %s in a value and refuses it in a name', async (escape) => {
  const name = `j19 ${escape.length}`
  const body = `{"name":"${name}","tags":[{"key":"k","value":"${escape}"}]}`
  expect((await send('POST', create, { body })).status).toBe(200)
  expect(JSON.stringify((await call('getModel', { name })).registered_model.tags)).toContain(`"${escape}"`)
  expectInvalid(await send('POST', create, { body: `{"name":"${escape}"}` }))
})

test('J20 refuses compressed bodies, including bombs and broken ones', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  for (const [coding, body] of [
    ['gzip', bomb],
    ['gzip', 'no gzip'],
    ['br', 'x'],
    ['nonsense', '{"name":"j20"}'],
    ['deflate', 'x'],
  ] as const)
    expectRefused(
      await send('POST', create, { body, headers: { 'Content-Encoding': coding }, as: `Content-Encoding: ${coding}` }),
      'UNSUPPORTED_MEDIA_TYPE',
    )
  expect(await named('j20')).toBe(404)
})

test('J21 refuses two lengths, a length with chunks, odd lengths and broken chunks', async () => {
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
    expect(status(await sendRaw(head(more) + body, more.trim().replaceAll('\r\n', ', '))), more).toBe(400)
  for (const chunks of ['zz\r\nxx\r\n0\r\n\r\n', '-1\r\n\r\n', 'ffffffffffffffffff\r\nx'])
    expect(status(await sendRaw(head('Transfer-Encoding: chunked\r\n') + chunks, `chunk ${chunks.slice(0, 12)}`))).toBe(
      400,
    )
  expect(await named('j21')).toBe(404)
})

test('J22 refuses 100 kB of headers and very many headers', async () => {
  for (const more of [`X-Long: ${'a'.repeat(100_000)}\r\n`, 'X-Many: a\r\n'.repeat(5000)])
    expect(status(await sendRaw(head(more), `${more.length} bytes of headers`))).toBe(431)
})
