import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'
import { aRun } from './runs.ts'

const long = (length: number) => 'x'.repeat(length)
/** step, timestamp, value */
export const points = [
  [0, 10, 1],
  [1, 10, 2],
  [1, 9, 3],
  [3, 30, 'NaN'],
  [2, 20, 0.5],
  [2, 20, 0.25],
  [7, 5, 1e300],
] as const

/** A run with seven points of `acc`, logged out of order, and another with two. */
const logged: readonly Step[] = [
  ...aRun,
  {
    call: 'logBatch',
    input: {
      run_id: '{run}',
      metrics: points.map(([step, timestamp, value]) => ({ key: 'acc', step, timestamp, value })),
    },
  },
  { call: 'createRun', input: { experiment_id: '{experiment}' }, keep: { otherrun: 'run.info.run_id' } },
  { call: 'logMetric', input: { run_id: '{otherrun}', key: 'acc', value: 4, timestamp: 1, step: 2 } },
  { call: 'logMetric', input: { run_id: '{otherrun}', key: 'acc', value: 5, timestamp: 2, step: 40 } },
]
const metricKeys: Values = { boundary: ['nowhere', long(250), ' '], invalid: [] }
const runIds: Values = { boundary: ['nope', '0'.repeat(32)] }
const lists: Values = {
  valid: [['{run}', '{otherrun}']],
  boundary: [['{run}', '{run}'], Array.from({ length: 100 }, (_, index) => `r${index}`), ['nope']],
  invalid: [Array.from({ length: 101 }, (_, index) => `r${index}`)],
}

type MetricPlans = Extract<EndpointName, `getMetric${string}`>

export const metricPlans: Record<MetricPlans, Plan> = {
  getMetricHistory: {
    subject: logged,
    base: { run_id: '{run}', run_uuid: '{run}', metric_key: 'acc', max_results: 3 },
    values: {
      run_id: runIds,
      run_uuid: { boundary: ['other'] },
      metric_key: metricKeys,
      max_results: { valid: [1, 2, 100], boundary: [7, 8], invalid: [0, -1] },
    },
  },
  getMetricHistoryBulk: {
    subject: logged,
    // Asks for all points of both runs: with fewer, random ids would decide which are cut off.
    base: { run_id: ['{run}'], metric_key: 'acc', max_results: 100 },
    values: {
      run_id: { boundary: ['nope'] },
      'run_id[]': lists,
      metric_key: metricKeys,
      max_results: { valid: [1, 5], boundary: [25_000, 25_001], invalid: [0, -1] },
    },
  },
  getMetricHistoryBulkInterval: {
    subject: logged,
    base: { run_ids: ['{run}', '{otherrun}'], metric_key: 'acc', start_step: 0, end_step: 10, max_results: 3 },
    values: {
      run_ids: { boundary: ['nope'] },
      'run_ids[]': lists,
      metric_key: metricKeys,
      start_step: { valid: [1, 2], boundary: [-1, 10], invalid: [11] },
      end_step: { valid: [3, 100], boundary: [0, 7], invalid: [-1] },
      max_results: { valid: [1, 2, 100], boundary: [2500], invalid: [0, -1, 2501] },
    },
    more: [{ kind: 'valid', what: 'all steps', input: { run_ids: ['{run}'], metric_key: 'acc', max_results: 4 } }],
  },
}
