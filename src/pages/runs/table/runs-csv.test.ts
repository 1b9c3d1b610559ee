import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { runsCsv } from './runs-csv.ts'

const run = (params: Record<string, string>, metrics: Record<string, number>): Run => ({
  info: {
    run_id: 'a1',
    experiment_id: '1',
    run_name: 'x, "y"',
    status: 'FINISHED',
    start_time: 0,
    end_time: 1000,
    lifecycle_stage: 'active',
  },
  data: {
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 0, step: 0 })),
  },
})
const cells = (text: string) => text.split('\r\n').map((line) => line.split(','))

test('makes a column of every key and keeps all digits', () => {
  const lines = cells(runsCsv([run({ lr: '0.1' }, {}), run({}, { rmse: 0.1 + 0.2, loss: -1.5e-7 })]))
  expect(lines[0]?.slice(-3)).toEqual(['metrics.loss', 'metrics.rmse', 'params.lr'])
  expect(lines[1]?.slice(-3)).toEqual(['', '', '0.1'])
  expect(lines[2]?.slice(-3)).toEqual(['-1.5e-7', '0.30000000000000004', ''])
})

test('says in the headers which values are not the last', () => {
  const [header] = cells(runsCsv([run({ rmse: 'x' }, { rmse: 1, epoch: 2 })], { choice: 'mean', tags: [] }))
  expect(header?.slice(-5)).toEqual(['"metrics.epoch', ' mean"', '"metrics.rmse', ' mean"', 'params.rmse'])
})

test('keeps quotes and commas inside their cell', () => {
  expect(runsCsv([run({}, {})])).toContain('a1,"x, ""y""",1,FINISHED,')
})

test.each([
  ['=1+1', `"'=1+1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['-cmd', `"'-cmd"`],
  ['-0.5', '-0.5'],
  ['+1e-3', '+1e-3'],
  ['plain', 'plain'],
])('a spreadsheet takes %s for no formula', (value, written) => {
  expect(cells(runsCsv([run({ p: value }, {})]))[1]?.at(-1)).toBe(written)
})
