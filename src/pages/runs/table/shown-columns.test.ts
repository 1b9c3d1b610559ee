import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { withColumns } from '../../../ui/table/chosen-columns.ts'
import { chosenColumns, defaultColumns } from './shown-columns.ts'

test('shows a few columns by default for a run with hundreds of keys', () => {
  const keys = Array.from({ length: 300 }, (_, n) => `k${n}`)
  const run: Run = {
    info: { run_id: 'a', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
    data: {
      metrics: keys.map((key) => ({ key, value: 1, timestamp: 0, step: 0 })),
      params: keys.map((key) => ({ key, value: 'x' })),
    },
  }
  expect(defaultColumns([run], false)).toHaveLength(11)
  expect(defaultColumns([], true)[0]).toBe('experiment')
})

test('reads columns back from the URL, even none, and leaves out unknown ones', () => {
  const columns = ['status', 'metrics.val/acc, top 5', 'params.a&b=c']
  const address = withColumns(new URLSearchParams('q=x'), columns).toString()
  expect(chosenColumns(new URLSearchParams(address))).toEqual(columns)
  expect(chosenColumns(withColumns(new URLSearchParams(address), []))).toEqual([])
  expect(chosenColumns(withColumns(new URLSearchParams(address), undefined))).toBeUndefined()
  expect(chosenColumns(new URLSearchParams('col=bogus&col=status'))).toEqual(['status'])
})
