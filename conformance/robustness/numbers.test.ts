import { beforeEach, expect, test } from 'vitest'
import { call, expectInvalid, expectRefused, get, post, send } from './shelf.ts'

// docs/robustness.md N01–N09: numbers at their limits. Bodies are written as text, because JavaScript numbers would lose digits.

let run = ''
beforeEach(async () => {
  run = (await call('createRun', { experiment_id: '0' })).run.info.run_id
})
const log = (fields: string) =>
  send('POST', '/api/2.0/mlflow/runs/log-metric', { body: `{"run_id":"${run}","key":"k",${fields}}` })
const stored = async () => (await get('runs/get', { run_id: run })).text
const history = async () => (await get('metrics/get-history', { run_id: run, metric_key: 'k' })).text

test.each([
  ['"NaN"', 'NaN'],
  ['"Infinity"', Number.MAX_VALUE], // as MLflow stores it
  ['"-Infinity"', -Number.MAX_VALUE],
])('N01 %s as a string reads back as %s', async (value, back) => {
  expect((await log(`"value":${value},"timestamp":1`)).status).toBe(200)
  expect(JSON.parse(await stored()).run.data.metrics).toMatchObject([{ key: 'k', value: back }])
})

test.each([
  ...['NaN', 'Infinity', '-Infinity', '0x10', '01', '.5', '1.', '+1'].map((value) => [value, 'MALFORMED_REQUEST']),
  ['1e400', 'INVALID_PARAMETER_VALUE'],
  ['-1e400', 'INVALID_PARAMETER_VALUE'],
])('N02 refuses a bare %s as %s and stores nothing', async (value, code) => {
  expectRefused(await log(`"value":${value},"timestamp":1`), code)
  expect(JSON.parse(await stored()).run.data.metrics ?? []).toEqual([])
})

test.each([
  '1.7976931348623157e308',
  '-1.7976931348623157e308',
  '5e-324',
  '2.2250738585072014e-308',
  '0.30000000000000004',
  '9007199254740993',
  '1e-7',
  '123456789.123456789',
])('N03 %s reads back exactly', async (value) => {
  expect((await log(`"value":${value},"timestamp":1`)).status).toBe(200)
  expect(Object.is(JSON.parse(await stored()).run.data.metrics[0].value, Number(value))).toBe(true)
})
test('N03 minus zero reads back as zero or itself', async () => {
  await log('"value":-0.0,"timestamp":1')
  expect(Math.abs(JSON.parse(await stored()).run.data.metrics[0].value)).toBe(0)
})

test.each([
  '9007199254740993',
  '"9007199254740993"',
  '9223372036854775807',
  '"9223372036854775807"',
  '-1',
  '"-9223372036854775808"',
])('N04 step %s is exact', async (step) => {
  expect((await log(`"value":1,"timestamp":1,"step":${step}`)).status).toBe(200)
  expect(await history()).toContain(`"step":${step.replaceAll('"', '')}`)
})
test.each(['9007199254740993', '"9223372036854775807"'])('N04 timestamp %s is exact', async (timestamp) => {
  expect((await log(`"value":1,"timestamp":${timestamp}`)).status).toBe(200)
  expect(await history()).toContain(`"timestamp":${timestamp.replaceAll('"', '')}`)
})
test('N04 refuses a negative timestamp', async () => {
  expectInvalid(await log('"value":1,"timestamp":-5'))
  expect(await history()).not.toContain('-5')
})

test.each([
  '9223372036854775808',
  '"9223372036854775808"',
  '-9223372036854775809',
  '1.5',
  '"1.5"',
  '""',
  '" 1"',
  'true',
  '"0x1"',
  '"１"',
])('N05 refuses %s as step or timestamp', async (value) => {
  expectInvalid(await log(`"value":1,"timestamp":1,"step":${value}`))
  expectInvalid(await log(`"value":1,"timestamp":${value}`))
})

test('N06 the latest value is that of the highest step, in any order of logging', async () => {
  for (const [step, value] of [
    [3, 30],
    [1, 10],
    [2, 20],
  ])
    await log(`"value":${value},"timestamp":1,"step":${step}`)
  expect(JSON.parse(await stored()).run.data.metrics).toMatchObject([{ value: 30, step: 3 }])
})

const wrong = ['0', '-1', '1.5', 'x', '', '99999999999999999999', '1e3', '１']
test.each(wrong)('N07 refuses max_results=%s', async (max) => {
  for (const path of ['registered-models/search', 'model-versions/search'])
    expectInvalid(await get(path, { max_results: max }))
  for (const path of ['runs/search', 'experiments/search', 'logged-models/search'])
    expectInvalid(await post(path, { experiment_ids: ['0'], max_results: max }))
})
test('N07 refuses more than the largest page', async () => {
  expectInvalid(await get('registered-models/search', { max_results: '1000001' }))
  expectInvalid(await post('runs/search', { experiment_ids: ['0'], max_results: 10_000_000 }))
  expectInvalid(await post('experiments/search', { max_results: 10_000_000 }))
})

test.each([
  ...['0', '-1', '12345678901234567890'].map((whole) => [whole, 'RESOURCE_DOES_NOT_EXIST'] as const),
  ...['1e0', ' 1', '1 ', '１', '1.0', '+1', '0x1', 'x'].map((text) => [text, 'INVALID_PARAMETER_VALUE'] as const),
])('N08 refuses version %j as %s', async (version, code) => {
  const name = `n08 ${version}`.trim()
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://b/k' })
  for (const answer of [
    await get('model-versions/get', { name, version }),
    await get('model-versions/get-download-uri', { name, version }),
    await post('model-versions/transition-stage', {
      name,
      version,
      stage: 'Staging',
      archive_existing_versions: false,
    }),
    await post('registered-models/alias', { name, alias: 'a', version }),
    await post('model-versions/set-tag', { name, version, key: 'k', value: 'v' }),
    await send('PATCH', '/api/2.0/mlflow/model-versions/update', { body: { name, version, description: 'x' } }),
    await send('DELETE', '/api/2.0/mlflow/model-versions/delete-tag', { body: { name, version, key: 'k' } }),
    await send('DELETE', '/api/2.0/mlflow/model-versions/delete', { body: { name, version } }),
    await send('GET', `/model-versions/get-artifact?${new URLSearchParams({ name, version, path: 'x' })}`),
  ])
    expectRefused(answer, code)
  // In a source, -1 is not a version.
  const copied = await post('model-versions/create', { name, source: `models:/${name}/${version}` })
  expectRefused(copied, version === '-1' ? 'INVALID_PARAMETER_VALUE' : code)
  const { model_versions = [] } = await call('searchVersions', { filter: `name = '${name}'` })
  expect(model_versions).toMatchObject([{ version: '1', current_stage: 'None', description: '' }])
})

test.each(['-1', '"-9223372036854775808"', '9223372036854775807', '1'])(
  'N09 keeps start and end %s exactly, and searches still work',
  async (time) => {
    const made = await send('POST', '/api/2.0/mlflow/runs/create', {
      body: `{"experiment_id":"0","start_time":${time}}`,
    })
    expect(made.text).toContain(`"start_time":${time.replaceAll('"', '')}`)
    const ended = await send('POST', '/api/2.0/mlflow/runs/update', { body: `{"run_id":"${run}","end_time":${time}}` })
    expect(ended.text).toContain(`"end_time":${time.replaceAll('"', '')}`)
    for (const order of ['attributes.start_time DESC', 'attributes.end_time ASC'])
      expect(
        (await post('runs/search', { experiment_ids: ['0'], order_by: [order], filter: 'attributes.start_time > 0' }))
          .status,
      ).toBe(200)
  },
)
