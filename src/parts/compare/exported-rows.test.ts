import { expect, test } from 'vitest'
import { known } from '../../domain/changes/part.ts'
import { comparedRows } from '../../domain/compare/compared.ts'
import { exportedRows, picturedRows } from './exported-rows.ts'

const things = [
  { rmse: 0.1, depth: '3', model: 'xgb' },
  { rmse: 0.3, depth: '10', model: 'https://ana:secret@host/x' },
  { rmse: NaN, depth: 'auto', model: '' },
].map(({ rmse, depth, model }, at) => ({
  id: String(at),
  parts: { Metrics: known(new Map([['rmse', rmse]])), Parameters: known(new Map(Object.entries({ depth, model }))) },
}))
const rows = comparedRows(things)
const named = (index: number) => `run ${index}`

test('a table has the values as shown, then the differences from the baseline as numbers', () => {
  expect(exportedRows({ rows, order: [1, 0, 2], baseline: 0 }, named)).toEqual([
    ['group', 'name', 'run 1', 'run 0', 'run 2', 'difference of run 1', 'difference of run 2'],
    ['Metrics', 'rmse', 0.3, 0.1, NaN, 0.2, ''],
    ['Parameters', 'depth', '10', '3', 'auto', 7, ''],
    ['Parameters', 'model', 'https://host/x', 'xgb', '', '', ''],
  ])
  expect(exportedRows({ rows, order: [0, 1], baseline: undefined }, named)[0]).toEqual([
    'group',
    'name',
    'run 0',
    'run 1',
  ])
})

test('a picture has each difference below its value, of as many things as fit', () => {
  expect(picturedRows({ rows, order: [1, 0, 2], baseline: 0 }, named, 2)).toEqual([
    ['group', 'name', 'run 1', ['run 0', 'Baseline']],
    ['Metrics', 'rmse', ['0.3', '+0.2 (+200%)'], '0.1'],
    ['Parameters', 'depth', ['10', '+7 (+230%)'], '3'],
    ['Parameters', 'model', 'https://host/x', 'xgb'],
  ])
})
