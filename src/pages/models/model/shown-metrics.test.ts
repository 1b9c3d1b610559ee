import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { metricKeys, shownMetrics } from './shown-metrics.ts'

const run = (run_id: string, metrics: Record<string, number>): [string, Run] => [
  run_id,
  {
    info: { run_id, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
    data: { metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 0, step: 0 })) },
  },
]
const version = (number: string, run_id: string) => ({ name: 'm', version: number, run_id })

test('puts metrics that differ first, then those of most versions, and system metrics last', () => {
  const runs = new Map([
    run('a', { epochs: 10, r2: 0.5, acc10: 1, acc9: 1, 'system/cpu': 3 }),
    run('b', { epochs: 10, r2: 0.6, acc10: 2, acc9: 2, 'system/cpu': 4 }),
    run('c', { epochs: 10, r2: 0.7 }),
  ])
  const versions = [version('1', 'a'), version('2', 'b'), version('3', 'c'), version('4', 'gone')]
  expect(metricKeys(versions, runs)).toEqual(['r2', 'acc9', 'acc10', 'epochs', 'system/cpu'])
})

test('counts every version of the same run', () => {
  const runs = new Map([run('a', { x: 1 }), run('b', { b: 1 })])
  expect(metricKeys([version('1', 'b'), version('2', 'a'), version('3', 'a')], runs)).toEqual(['x', 'b'])
})

test('shows the first few until the user chooses, even none', () => {
  expect(shownMetrics(null, ['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'c'])
  expect(shownMetrics('c,gone', ['a', 'b', 'c'])).toEqual(['c'])
  expect(shownMetrics('', ['a'])).toEqual([])
})
