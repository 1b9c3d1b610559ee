import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { tellingKeys } from './telling-keys.ts'

const run = (metrics: Record<string, number | 'NaN'>, params: Record<string, string> = {}): Run => ({
  info: { run_id: 'a', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: {
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 0, step: 0 })),
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
  },
})

test('puts keys of most runs before alphabetical order, and tolerates a few runs without them', () => {
  const runs = [run({ aaa: 1, rmse: 2 }), ...Array.from({ length: 19 }, (_, n) => run({ rmse: n }))]
  expect(tellingKeys(runs, 'metrics', 4)).toEqual(['metrics.rmse', 'metrics.aaa'])
  const nearly = [run({ zeta: 1 }), ...Array.from({ length: 19 }, (_, n) => run({ zeta: n, beta: n }))]
  expect(tellingKeys(nearly, 'metrics', 1)).toEqual(['metrics.beta'])
})

test('leaves out params that are the same everywhere', () => {
  const runs = [run({}, { bootstrap: 'True', depth: '3' }), run({}, { bootstrap: 'True', depth: '8' })]
  expect(tellingKeys(runs, 'params', 1)).toEqual(['params.depth'])
})

test('puts held-out metrics before training metrics, and leaves system metrics out', () => {
  const runs = [1, 2].map((n) =>
    run({ 'system/cpu': n, accuracy: n, train_loss: n, training_score: n, 'val/loss': n, test_rmse: n }),
  )
  expect(tellingKeys(runs, 'metrics', 9)).toEqual([
    'metrics.test_rmse',
    'metrics.val/loss',
    'metrics.accuracy',
    'metrics.train_loss',
    'metrics.training_score',
  ])
  // “validity” and “contest” do not contain “valid” or “test” as words.
  expect(tellingKeys([run({ contest: 1, validity: 1, a: 1 })], 'metrics', 1)).toEqual(['metrics.a'])
})

test('handles runs without values, and values that are not numbers', () => {
  expect(tellingKeys([], 'metrics', 4)).toEqual([])
  expect(tellingKeys([run({})], 'params', 4)).toEqual([])
  expect(tellingKeys([run({ a: 'NaN', b: 1 }), run({ a: 'NaN', b: 2 })], 'metrics', 1)).toEqual(['metrics.b'])
})
