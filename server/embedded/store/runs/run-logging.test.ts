import { expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { deleteRunTag, logBatch, logMetric, logParam, setRunTag } from './run-logging.ts'
import { createRun, deleteRun, getRun } from './runs.ts'

function openRun() {
  const db = openDb(':memory:')
  return { db, id: createRun(db, { experiment_id: '0', run_name: 'r' }).info.run_id }
}
const runName = { key: 'mlflow.runName', value: 'r' }
const point = (key: string, value = 1, step: number | bigint = 0, timestamp: number | bigint = 0) => ({
  key,
  value,
  step,
  timestamp,
})
const series = (count: number) => Array.from({ length: count }, (_, i) => point('m', i, i))
const batchOf = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => ({ key: `${name}${i}`, value: '' }))

test('refuses to change a param', () => {
  const { db, id } = openRun()
  logParam(db, id, { key: 'p', value: '1' })
  logParam(db, id, { key: 'p', value: '1' })
  expect(() => logParam(db, id, { key: 'p', value: '2' })).toThrow(
    `Changing param values is not allowed. Param with key='p' was already logged with value='1' for run ID='${id}'. Attempted logging new value '2'.`,
  )
  expect(() => logBatch(db, { run_id: id, params: [{ key: 'p', value: '2' }] })).toThrow(
    `Changing param values is not allowed. Params were already logged='[{'key': 'p', 'old_value': '1', 'new_value': '2'}]' for run ID='${id}'.`,
  )
  expect(getRun(db, id).data.params).toEqual([{ key: 'p', value: '1' }])
})

test('cuts long values of params and tags, and checks keys', () => {
  const { db, id } = openRun()
  logParam(db, id, { key: 'p', value: 'é'.repeat(6001) })
  logParam(db, id, { key: 'p', value: 'é'.repeat(7000) }) // the same value after cutting
  setRunTag(db, id, { key: 't', value: '🙂'.repeat(8001) })
  const { params, tags } = getRun(db, id).data
  expect(params).toEqual([{ key: 'p', value: 'é'.repeat(6000) }])
  expect(tags?.[1]).toEqual({ key: 't', value: '🙂'.repeat(8000) })
  for (const key of ['../x', '/x', 'a//b', '.', 'a"'])
    for (const log of [logParam, setRunTag]) expect(() => log(db, id, { key, value: '' })).toThrow("parameter 'key'")
  expect(() => logParam(db, id, { key: 'k'.repeat(251), value: '' })).toThrow("'Param key' exceeds")
  expect(() => setRunTag(db, id, { key: 'k'.repeat(251), value: '' })).toThrow("'key' exceeds")
  expect(() => logMetric(db, id, point('k'.repeat(251)))).toThrow("'Metric name' exceeds")
})

test('accepts names such as __proto__ as keys', () => {
  const { db, id } = openRun()
  for (const key of ['__proto__', 'constructor', 'toString']) {
    logParam(db, id, { key, value: key })
    setRunTag(db, id, { key, value: key })
    logMetric(db, id, point(key))
  }
  const { metrics, params, tags } = getRun(db, id).data
  const all = ['__proto__', 'constructor', 'toString'].map((key) => ({ key, value: key }))
  expect(params).toEqual(all)
  expect(tags).toEqual([all[0], all[1], runName, all[2]])
  expect(metrics?.map(({ key }) => key)).toEqual(['__proto__', 'constructor', 'toString'])
})

test('replaces a tag and removes it once', () => {
  const { db, id } = openRun()
  setRunTag(db, id, { key: 't', value: '1' })
  setRunTag(db, id, { key: 't', value: '2' })
  expect(getRun(db, id).data.tags).toEqual([runName, { key: 't', value: '2' }])
  deleteRunTag(db, id, 't')
  expect(getRun(db, id).data.tags).toEqual([runName])
  expect(() => deleteRunTag(db, id, 't')).toThrow(`No tag with name: t in run with id ${id}`)
})

test('limits a batch for each kind and in total', () => {
  const { db, id } = openRun()
  expect(() => logBatch(db, { run_id: id, metrics: series(1001) })).toThrow(
    'A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split up metrics across multiple requests and try again.',
  )
  expect(() => logBatch(db, { run_id: id, params: batchOf(101, 'p') })).toThrow('at most 100 params. Got 101 params')
  expect(() => logBatch(db, { run_id: id, tags: batchOf(101, 't') })).toThrow('at most 100 tags')
  expect(() => logBatch(db, { run_id: id, metrics: series(950), params: batchOf(51, 'p') })).toThrow(
    'at most 1000 metrics, params, and tags. Got 1001',
  )
  logBatch(db, { run_id: id, metrics: series(1000) })
  expect(getRun(db, id).data.metrics).toEqual([{ key: 'm', value: 999, step: 999, timestamp: 0 }])
})

test('stores a batch whole or not at all', async () => {
  const { db, id } = openRun()
  logParam(db, id, { key: 'taken', value: '1' })
  const good = { metrics: [point('m')], params: [{ key: 'p', value: '' }], tags: [{ key: 't', value: '' }] }
  const bad = [
    { ...good, metrics: [point('m'), point('../m')] },
    { ...good, metrics: [point('m', 1, 0, -1)] },
    {
      ...good,
      params: [
        { key: 'p', value: '' },
        { key: 'taken', value: '2' },
      ],
    },
    {
      ...good,
      params: [
        { key: 'p', value: '' },
        { key: 'p', value: '' },
      ],
    },
    { ...good, tags: [{ key: 'a//b', value: '' }] },
    { ...good, metrics: [{ ...point('m'), model_id: 'm-unknown' }] },
  ]
  for (const batch of bad) await expect(db.write(() => logBatch(db, { run_id: id, ...batch }))).rejects.toThrow()
  expect(getRun(db, id).data).toEqual({ params: [{ key: 'taken', value: '1' }], tags: [runName] })
  await db.write(() =>
    logBatch(db, {
      run_id: id,
      ...good,
      tags: [
        { key: 't', value: '' },
        { key: 't', value: '2' },
      ],
    }),
  )
  expect(getRun(db, id).data.tags).toEqual([runName, { key: 't', value: '2' }])
})

test('names a bad item of a batch by its position', () => {
  const { db, id } = openRun()
  expect(() => logBatch(db, { run_id: id, metrics: [point('m'), point('a%')] })).toThrow('metrics[1].name')
  expect(() => logBatch(db, { run_id: id, params: [{ key: '/', value: '' }] })).toThrow('params[0].key')
  expect(() =>
    logBatch(db, {
      run_id: id,
      params: [
        { key: 'd', value: '1' },
        { key: 'd', value: '1' },
      ],
    }),
  ).toThrow("Duplicate parameter keys have been submitted: ['d']")
})

test('a batch may rename the run', () => {
  const { db, id } = openRun()
  logBatch(db, { run_id: id, tags: [{ key: 'mlflow.runName', value: 'new' }] })
  expect(getRun(db, id).info.run_name).toBe('new')
})

test('refuses to log to a deleted or unknown run', () => {
  const { db, id } = openRun()
  deleteRun(db, id)
  const calls: ((run: string) => void)[] = [
    (run) => logMetric(db, run, point('m')),
    (run) => logParam(db, run, { key: 'p', value: '' }),
    (run) => setRunTag(db, run, { key: 't', value: '' }),
    (run) => deleteRunTag(db, run, 'mlflow.runName'),
    (run) => logBatch(db, { run_id: run }),
  ]
  for (const call of calls) {
    expect(() => call(id)).toThrow(expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE' }))
    expect(() => call('x')).toThrow(expect.objectContaining({ code: 'RESOURCE_DOES_NOT_EXIST' }))
  }
  expect(getRun(db, id).data).toEqual({ tags: [runName] })
})

test("a metric's dataset needs both name and digest", () => {
  const { db, id } = openRun()
  for (const half of [{ dataset_name: 'd' }, { dataset_digest: '1' }, { dataset_name: 'd', dataset_digest: '' }])
    expect(() => logMetric(db, id, { ...point('m'), ...half })).toThrow(
      'Both dataset_name and dataset_digest must be provided',
    )
})

test('a batch checks the form of the run id', () => {
  const { db } = openRun()
  expect(() => logBatch(db, { run_id: 'a/b' })).toThrow(`Invalid value "a/b" for parameter 'run_id' supplied.`)
  expect(() => logBatch(db, { run_id: 'unknown' })).toThrow('Run with id=unknown not found')
})
