import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { metricKeys, shownMetrics } from './shown-metrics.ts'

const run = (...keys: string[]): Run => ({
  info: { run_id: 'r', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: { metrics: keys.map((key) => ({ key, value: 1, timestamp: 0, step: 0 })) },
})

test('metrics of most runs come first, then by name', () => {
  expect(metricKeys([run('b', 'a'), run('c', 'b'), run()])).toEqual(['b', 'a', 'c'])
})

test('the first few are shown until somebody chooses, even none', () => {
  expect(shownMetrics(null, ['a', 'b', 'c'])).toEqual(['a', 'b'])
  expect(shownMetrics('c,gone', ['a', 'b', 'c'])).toEqual(['c'])
  expect(shownMetrics('', ['a'])).toEqual([])
})
