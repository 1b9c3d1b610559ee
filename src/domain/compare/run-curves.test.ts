import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { curveMetric, groupCurves, groupsBy, runCurves } from './run-curves.ts'

const run = (run_id: string, params: Record<string, string>, metrics: Record<string, number> = {}): Run => ({
  info: { run_id, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: {
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    metrics: Object.entries(metrics).map(([key, step]) => ({ key, value: 1, timestamp: 1, step })),
  },
})
const history = (start: number, ...values: number[]) =>
  values.map((value, step) => ({ key: 'loss', value, step, timestamp: start + step * 1000 }))
const how = { over: 'step', isLog: false, smoothing: 0 } as const

test('brings runs together by a param, largest group first', () => {
  const runs = [run('a', { lr: '0.1' }), run('b', { lr: '0.01' }), run('c', { lr: '0.1' }), run('d', {})]
  expect(groupsBy(runs, 'lr')).toEqual([
    { name: 'lr = 0.1', ids: ['a', 'c'] },
    { name: 'lr = 0.01', ids: ['b'] },
  ])
})

test('draws the mean of each group, and how far it spreads', () => {
  const histories = new Map([
    ['a', history(0, 1, 2)],
    ['b', history(5000, 3, 2)],
  ])
  const { curves } = groupCurves([{ name: 'lr = 0.1', ids: ['a', 'b', 'gone'] }], histories, how)
  expect(curves).toHaveLength(1)
  expect(curves[0]?.raw).toEqual([2, 2])
  expect(curves[0]?.band?.low[0]).toBeCloseTo(2 - Math.SQRT2)
  expect(curves[0]?.band?.high[1]).toBe(2)
})

test('counts elapsed time from the start of each run', () => {
  const histories = new Map([
    ['a', history(1000, 1, 2)],
    ['b', history(900_000, 3, 4)],
  ])
  const { curves } = runCurves(['a', 'b'], histories, { ...how, over: 'relative' })
  expect(curves.map(({ xs }) => xs)).toEqual([
    [0, 1],
    [0, 1],
  ])
})

test('leaves out runs without the metric', () => {
  expect(runCurves(['a', 'b'], new Map([['b', history(0, 1, 2)]]), how).curves.map(({ name }) => name)).toEqual(['b'])
})

test('prefers a metric that was logged at several steps', () => {
  const runs = [run('a', {}, { rmse: 0, loss: 9 })]
  expect(curveMetric(runs, ['rmse', 'loss'])).toBe('loss')
  expect(curveMetric([run('a', {}, { rmse: 0 })], ['rmse'])).toBe('rmse')
  expect(curveMetric([], [])).toBeUndefined()
})
