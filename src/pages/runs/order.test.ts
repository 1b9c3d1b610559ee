import { expect, test } from 'vitest'
import { orderOf } from './run-columns.tsx'

test('a metric or param is ordered by its quoted key', () => {
  expect(orderOf('metrics.val loss', true)).toBe('metrics.`val loss` DESC')
  expect(orderOf('start_time', false)).toBe('start_time ASC')
})
