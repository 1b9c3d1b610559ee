import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { openTestApp } from '../../testing/app.ts'

const refusal = (status: number, code: string) => expect.objectContaining({ status, code })
const dataset = { name: 'iris', digest: 'd', source_type: 'local', source: '{}' }

/** Sends a body as it is, which the typed client would not allow. */
async function post(app: Hono, path: string, body: string) {
  const response = await app.request(`/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  return { status: response.status, text: await response.text() }
}

async function openRun() {
  const { app, call, db } = openTestApp()
  const { run } = await call('createRun', { experiment_id: '0', run_name: 'r' })
  return { app, call, db, run_id: run.info.run_id }
}

test('the Python client logs a run from start to end', async () => {
  const { call } = openTestApp()
  const tags = [
    { key: 'mlflow.user', value: 'ann' },
    { key: 'mlflow.runName', value: 'f1' },
  ]
  const { run } = await call('createRun', { experiment_id: '0', user_id: 'ann', run_name: 'f1', start_time: 1, tags })
  const ids = { run_id: run.info.run_id, run_uuid: run.info.run_id }
  expect(await call('logParam', { ...ids, key: 'a', value: '1' })).toEqual({})
  await call('logBatch', { run_id: ids.run_id, params: [{ key: 'b', value: '' }] })
  await call('logMetric', { ...ids, key: 'm', value: 1, timestamp: 5, step: 1 })
  await call('logBatch', { run_id: ids.run_id, metrics: [{ key: 'm', value: 0.5, timestamp: 6, step: 2 }] })
  await call('setRunTag', { ...ids, key: 't', value: 'v' })
  await call('logInputs', { run_id: ids.run_id, datasets: [{ dataset }] })
  const { run_info } = await call('updateRun', { ...ids, status: 'FINISHED', end_time: 9 })
  expect(run_info).toEqual({ ...run.info, status: 'FINISHED', end_time: 9 })
  expect(await call('getRun', ids)).toEqual({
    run: {
      info: run_info,
      data: {
        metrics: [{ key: 'm', value: 0.5, timestamp: 6, step: 2 }],
        params: [
          { key: 'a', value: '1' },
          { key: 'b', value: '' },
        ],
        tags: [
          { key: 'mlflow.runName', value: 'f1' },
          { key: 'mlflow.user', value: 'ann' },
          { key: 't', value: 'v' },
        ],
      },
      inputs: { dataset_inputs: [{ dataset }] },
      outputs: {},
    },
  })
  expect(await call('getMetricHistory', { ...ids, metric_key: 'm', max_results: 25000 })).toEqual({
    metrics: [
      { key: 'm', value: 1, timestamp: 5, step: 1 },
      { key: 'm', value: 0.5, timestamp: 6, step: 2 },
    ],
  })
})

test('accepts run_uuid from old clients', async () => {
  const { app, call, run_id } = await openRun()
  expect((await call('getRun', { run_uuid: run_id })).run.info.run_id).toBe(run_id)
  await call('logMetric', { run_uuid: run_id, key: 'm', value: 1, timestamp: 0 })
  await expect(call('getRun', {})).rejects.toThrow("Missing value for required parameter 'run_id'")
  const { status, text } = await post(app, 'runs/delete', JSON.stringify({ run_uuid: run_id }))
  expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining("parameter 'run_id'") })
})

test('keeps int64 and doubles exact in both directions', async () => {
  const { app, run_id } = await openRun()
  const steps = ['9007199254740993', '"-9223372036854775808"']
  const values = ['0.30000000000000004', '"NaN"', '-0.0', '5e-324']
  const metrics = steps.flatMap((step) =>
    values.map((value) => `{"key":"m","value":${value},"timestamp":9223372036854775807,"step":${step}}`),
  )
  await post(app, 'runs/log-batch', `{"run_id":"${run_id}","metrics":[${metrics.join(',')}]}`)
  const answer = await app.request(`/api/2.0/mlflow/metrics/get-history?run_id=${run_id}&metric_key=m`)
  const text = await answer.text()
  for (const step of ['9007199254740993', '-9223372036854775808'])
    for (const value of ['0.30000000000000004', '"NaN"', '-0.0', '5e-324'])
      expect(text).toContain(`{"key":"m","value":${value},"timestamp":9223372036854775807,"step":${step}}`)
})

test.each([
  ['runs/create', '{"experiment_id":0}'],
  ['runs/create', '{"experiment_id":"0","start_time":1.5}'],
  ['runs/create', '{"experiment_id":"0","tags":{"a":"b"}}'],
  ['runs/create', '{"experiment_id":"0","tags":[{"key":"../x","value":""}]}'],
  ['runs/create', '{"experiment_id":null}'],
  ['runs/update', '{"run_id":"RUN","status":"BOGUS"}'],
  ['runs/update', '{"run_id":"RUN","status":9}'],
  ['runs/update', '{"run_id":"RUN","end_time":true}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":true,"timestamp":0}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":1}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","timestamp":0}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"","value":1,"timestamp":0}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":1,"timestamp":9223372036854775808}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":1,"timestamp":" 1"}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":1,"timestamp":0,"step":1.5}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":1,"timestamp":-1}'],
  ['runs/log-metric', '{"run_id":"RUN","key":"m","value":"0x10","timestamp":0}'],
  ['runs/log-parameter', '{"run_id":"RUN","key":"p","value":1}'],
  ['runs/log-parameter', '{"run_id":"RUN","value":"1"}'],
  ['runs/set-tag', '{"run_id":["RUN"],"key":"t","value":""}'],
  ['runs/log-batch', '{"run_id":"RUN","params":[{"key":"p","value":"1"},{"value":"2"}]}'],
  ['runs/log-batch', '{"run_id":"RUN","params":"x"}'],
  ['runs/log-inputs', '{"run_id":"RUN","datasets":[{"dataset":{"name":"a"}}]}'],
  ['runs/outputs', '{"run_id":"RUN"}'],
  ['runs/log-model', '{"run_id":"RUN","model_json":{}}'],
])('%s refuses %s and stores nothing', async (path, body) => {
  const { app, call, run_id } = await openRun()
  const before = await call('getRun', { run_id })
  const { status, text } = await post(app, path, body.replaceAll('RUN', run_id))
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
  expect(await call('getRun', { run_id })).toEqual(before)
})

test('keeps one value of a param written 16 times at once and refuses the others', async () => {
  const { call, run_id } = await openRun()
  const writes = Array.from({ length: 16 }, (_, i) => call('logParam', { run_id, key: 'decision', value: String(i) }))
  const results = await Promise.allSettled(writes)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const winner = results.findIndex(({ status }) => status === 'fulfilled')
  expect((await call('getRun', { run_id })).run.data.params).toEqual([{ key: 'decision', value: String(winner) }])
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toEqual(refusal(400, 'INVALID_PARAMETER_VALUE'))
})

test('stores parallel batches on one run completely, except a refused one', async () => {
  const { call, run_id } = await openRun()
  const batch = (i: number) =>
    call('logBatch', {
      run_id,
      metrics: Array.from({ length: 50 }, (_, step) => ({ key: `m${i}`, value: step, timestamp: 0, step })),
      params: [{ key: `p${i}`, value: '' }],
    })
  const bad = call('logBatch', {
    run_id,
    params: [
      { key: 'new', value: '' },
      { key: '../x', value: '' },
    ],
  })
  const results = await Promise.allSettled([...Array.from({ length: 12 }, (_, i) => batch(i)), bad])
  expect(results.map(({ status }) => status)).toEqual([...Array.from({ length: 12 }, () => 'fulfilled'), 'rejected'])
  const { data } = (await call('getRun', { run_id })).run
  expect(data.params).toHaveLength(12)
  expect(data.metrics?.map(({ value, step }) => [value, step])).toEqual(Array.from({ length: 12 }, () => [49, 49]))
})

test('names only the conflicting param of a batch', async () => {
  const { call, run_id } = await openRun()
  await call('logParam', { run_id, key: 'p', value: '1' })
  await expect(
    call('logBatch', {
      run_id,
      params: [
        { key: 'q', value: '' },
        { key: 'p', value: '2' },
      ],
      tags: [{ key: 't' }],
    }),
  ).rejects.toThrow("Params were already logged='[{'key': 'p', 'old_value': '1', 'new_value': '2'}]'")
  const { data } = (await call('getRun', { run_id })).run
  expect(data.params).toEqual([{ key: 'p', value: '1' }])
  expect(data.tags).toEqual([{ key: 'mlflow.runName', value: 'r' }])
})

test('a 2.x client records its model on the run', async () => {
  const { call, run_id } = await openRun()
  const model = { run_id, artifact_path: 'model', utc_time_created: 't', flavors: {} }
  expect(await call('logModel', { run_id, model_json: JSON.stringify(model) })).toEqual({})
  const { data } = (await call('getRun', { run_id })).run
  expect(data.tags?.map(({ key }) => key)).toEqual(['mlflow.log-model.history', 'mlflow.runName'])
})

test('a search accepts enum numbers and numeric strings', async () => {
  const { app, call, run_id } = await openRun()
  await call('deleteRun', { run_id })
  const ask = (fields: string) => post(app, 'runs/search', `{"experiment_ids":["0"],${fields}}`)
  for (const fields of ['"run_view_type":2', '"runViewType":"DELETED_ONLY"', '"run_view_type":"ALL","max_results":"5"'])
    expect((await ask(fields)).text).toContain(run_id)
  expect(await ask('"run_view_type":"ACTIVE_ONLY"')).toEqual({ status: 200, text: '{}' })
  for (const fields of [
    '"run_view_type":"nope"',
    '"max_results":1.5',
    '"max_results":0',
    '"order_by":"a"',
    '"page_token":"!"',
  ])
    expect((await ask(fields)).status, fields).toBe(400)
  expect((await post(app, 'runs/search', '{"experiment_ids":"0"}')).status).toBe(400)
})
