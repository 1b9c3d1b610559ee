import { expect, test } from 'vitest'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { attributeIds, orderOf } from './run-order.ts'

test.each([
  ['metrics.val/acc', true, 'metrics.`val/acc` DESC'],
  ['params.val loss', false, 'params.`val loss` ASC'],
  ['user', false, 'attributes.user_id ASC'],
  ['nonsense', false, 'attributes.start_time DESC'],
])('%s (down: %s) is asked for as %s', (id, desc, clause) => {
  expect(orderOf({ id, desc })).toBe(clause)
})

test('orders by what servers accept', () => {
  const orders = attributeIds.map((id) => orderOf({ id, desc: true }))
  for (const order of orders) expect(parseOrderBy('runs', [order])).toHaveLength(1)
  // Columns that no server sorts by, and the start itself.
  expect(orders.filter((order) => order === 'attributes.start_time DESC')).toHaveLength(5)
})
