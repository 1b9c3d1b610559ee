import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { keysOf, valueOf } from './run-keys.ts'

const run = (metrics: string[], params: string[], tags: string[] = []): Run => ({
  info: { run_id: 'a', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: {
    metrics: metrics.map((key) => ({ key, value: 1.5, timestamp: 0, step: 0 })),
    params: params.map((key) => ({ key, value: 'x' })),
    tags: tags.map((key) => ({ key, value: 'y' })),
  },
})

test('lists the keys of all runs, metrics first, without MLflow’s own tags', () => {
  expect(keysOf([run(['b'], ['p'], ['mlflow.user', 'team']), run(['a', 'b'], [])])).toEqual([
    'metrics.a',
    'metrics.b',
    'params.p',
    'tags.team',
  ])
})

test('finds the value of a key with dots and slashes', () => {
  expect(valueOf(run(['val.x/acc'], []), 'metrics.val.x/acc')).toBe(1.5)
  expect(valueOf(run([], ['lr']), 'params.lr')).toBe('x')
  expect(valueOf(run([], []), 'params.lr')).toBeUndefined()
})
