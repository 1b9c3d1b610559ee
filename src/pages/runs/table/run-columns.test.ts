import { expect, test, vi } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { sortedRows } from '../../../ui/table/sorted-rows.ts'
import { asList } from './run-tree.ts'

vi.mock('./RunNameCell.tsx', () => ({}))
vi.mock('./RunRowActions.tsx', () => ({}))
vi.mock('./VersionsCell.tsx', () => ({}))
const { runColumns } = await import('./run-columns.tsx')

const run = (run_id: string, value?: number | string): Run => ({
  info: { run_id, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: { metrics: value === undefined ? [] : [{ key: 'loss', value, timestamp: 1, step: 0 }] },
})

test('sorts a metric by size, with NaN and runs without it last in both directions', () => {
  const rows = asList([run('none'), run('nan', 'NaN'), run('two', 2), run('low', -10), run('ten', 10)])
  const columns = runColumns(['metrics.loss'], { tags: [], choice: 'mean', asNumbers: undefined, decimals: {} })
  const sorted = (desc: boolean) =>
    sortedRows(rows, columns, [{ id: 'metrics.loss', desc }]).map(({ run: { info } }) => info.run_id)
  expect(sorted(true)).toEqual(['ten', 'two', 'low', 'none', 'nan'])
  expect(sorted(false)).toEqual(['low', 'two', 'ten', 'none', 'nan'])
})
