import type { EndpointName } from '../../../contract/endpoints.ts'
import { keys } from './common-values.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'
import { aRun } from './runs.ts'

const long = (length: number) => 'x'.repeat(length)
const check: readonly Step[] = [{ call: 'getRun', input: { run_id: '{run}' } }]
const runIds: Values = { invalid: ['nope', 'a/b'], boundary: ['0'.repeat(32)] }
const metricValues: Values = {
  valid: [1, -1.5, 0, 'NaN', 'Infinity', '-Infinity', '3.5'],
  boundary: [1.7976931348623157e308, 5e-324, 0.1 + 0.2, 1e21, true],
  invalid: ['x', '0x10', [1], { a: 1 }],
}
const timestamps: Values = { valid: [0, 1_700_000_000_000], boundary: ['5'], invalid: [-1] }
const steps: Values = { valid: [0, 5], boundary: [-5, '7'], invalid: [] }
const history: readonly Step[] = [{ call: 'getMetricHistory', input: { run_id: '{run}', metric_key: 'acc' } }]
const many = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index))
const tag = (index: number) => ({ key: `k${index}`, value: 'v' })
const point = (index: number) => ({ key: 'acc', value: index, timestamp: index + 1, step: index })

const modelPoint = (what: string, value: number | 'NaN') => ({
  kind: 'boundary' as const,
  what,
  input: { run_id: '{run}', model_id: '{model}', key: value === 'NaN' ? 'nan' : 'acc', value, timestamp: 20, step: 1 },
})

type LoggingPlans = Extract<
  EndpointName,
  'logMetric' | 'logParam' | 'setRunTag' | 'deleteRunTag' | 'logBatch' | 'logInputs' | 'logOutputs' | 'logModel'
>

export const loggingPlans: Record<LoggingPlans, Plan> = {
  logMetric: {
    subject: [
      ...aRun,
      {
        call: 'createLoggedModel',
        input: { experiment_id: '{experiment}', name: 'lm' },
        keep: { model: 'model.info.model_id' },
      },
    ],
    base: { run_id: '{run}', key: 'acc', value: 0.5, timestamp: 10, step: 1 },
    values: {
      run_id: runIds,
      key: keys,
      value: metricValues,
      timestamp: timestamps,
      step: steps,
      model_id: { boundary: [''], invalid: ['m-nope'] },
      dataset_name: { boundary: ['d', ''] },
      dataset_digest: { boundary: ['1', ''] },
    },
    more: [modelPoint('of a logged model', 1), modelPoint('not a number', 'NaN'), modelPoint('another at once', 2)],
    check: [...check, ...history, { call: 'getLoggedModel', input: { model_id: '{model}' } }],
  },
  logParam: {
    subject: aRun,
    spends: true,
    base: { run_id: '{run}', key: 'lr', value: '0.1' },
    values: {
      run_id: runIds,
      key: keys,
      value: { valid: ['é😀', '<b>'], boundary: ['', ' ', long(6000), long(6001)] },
    },
    check,
  },
  setRunTag: {
    subject: aRun,
    base: { run_id: '{run}', key: 'team', value: 'a' },
    values: {
      run_id: runIds,
      key: keys,
      value: { valid: ['é😀', '<b>'], boundary: ['', ' ', long(8000), long(8001)] },
    },
    more: [
      { kind: 'valid', what: "the run's name", input: { run_id: '{run}', key: 'mlflow.runName', value: 'by tag' } },
    ],
    check,
  },
  deleteRunTag: {
    spends: true,
    subject: [...aRun, { call: 'setRunTag', input: { run_id: '{run}', key: 'team', value: 'a' } }],
    base: { run_id: '{run}', key: 'team' },
    values: { run_id: runIds },
    more: [{ kind: 'invalid', what: 'a tag that is not set', input: { run_id: '{run}', key: 'z' } }],
    check,
  },
  logBatch: {
    subject: aRun,
    spends: true,
    base: {
      run_id: '{run}',
      metrics: [{ key: 'acc', value: 0.5, timestamp: 10, step: 1 }],
      params: [{ key: 'lr', value: '0.1' }],
      tags: [{ key: 'team', value: 'a' }],
    },
    values: {
      run_id: runIds,
      'metrics.value': { valid: ['NaN', 2], boundary: [1e308], invalid: ['x'] },
      'metrics.timestamp': timestamps,
      'metrics.step': steps,
      'metrics.model_id': { boundary: [''] },
      'params.value': { boundary: ['', long(6001)] },
      'tags.value': { boundary: ['', long(8001)] },
      'metrics[]': { boundary: [many(1000, point).slice(0, 997), [point(1), point(1)]], invalid: [many(1001, point)] },
      'params[]': { boundary: [many(100, tag)], invalid: [many(101, tag), [tag(1), tag(1)]] },
      'tags[]': { boundary: [many(100, tag), [tag(1), { key: 'k1', value: 'w' }]], invalid: [many(101, tag)] },
    },
    more: [
      { kind: 'boundary', what: 'nothing', input: { run_id: '{run}' } },
      {
        kind: 'invalid',
        what: 'more than 1000 in all',
        input: { run_id: '{run}', metrics: many(999, point), params: [tag(1)], tags: [tag(1)] },
      },
    ],
    check: [...check, ...history],
  },
  logInputs: {
    subject: aRun,
    spends: true,
    base: {
      run_id: '{run}',
      datasets: [
        {
          dataset: { name: 'd', digest: '1', source_type: 's', source: 'x', schema: '{}', profile: '{}' },
          tags: [{ key: 'mlflow.data.context', value: 'train' }],
        },
      ],
      models: [{ model_id: 'm-1' }],
    },
    values: {
      run_id: runIds,
      'datasets.dataset.name': { boundary: [long(500)], invalid: [long(501)] },
      'datasets.dataset.digest': { boundary: [long(36)], invalid: [long(37)] },
      'datasets.dataset.source_type': {},
      'datasets.dataset.source': { boundary: [long(65_535)], invalid: [long(65_536)] },
      'datasets.dataset.schema': { boundary: [''] },
      'datasets.dataset.profile': { boundary: [''] },
      'datasets.tags.key': { boundary: [long(255)], invalid: [long(256)] },
      'datasets.tags.value': { boundary: ['', long(500)], invalid: [long(501)] },
      'models.model_id': { boundary: ['m-2'] },
    },
    check,
  },
  logOutputs: {
    subject: [...aRun, { call: 'logOutputs', input: { run_id: '{run}', models: [{ model_id: 'm-0', step: 1 }] } }],
    spends: true,
    base: { run_id: '{run}', models: [{ model_id: 'm-1', step: 3 }] },
    values: { run_id: runIds, 'models.model_id': { boundary: ['m-2'] }, 'models.step': steps },
    more: [{ kind: 'boundary', what: 'again', input: { run_id: '{run}', models: [{ model_id: 'm-0', step: 1 }] } }],
    check,
  },
  logModel: {
    subject: aRun,
    base: {
      run_id: '{run}',
      model_json: JSON.stringify({
        run_id: 'r',
        artifact_path: 'model',
        utc_time_created: '2026-01-01 00:00:00',
        model_uuid: 'u',
        flavors: { python_function: { loader: 'x', config: { a: 1 } } },
      }),
    },
    values: {
      run_id: runIds,
      model_json: {
        boundary: ['{"run_id":"r","artifact_path":"m","utc_time_created":"t","flavors":{}}'],
        invalid: ['x', '[]', '{}', '{"run_id":"r"}', '"x"'],
      },
    },
    check,
  },
}
