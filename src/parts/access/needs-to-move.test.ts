import { expect, test, vi } from 'vitest'

vi.mock('../../api/access/access.ts', () => ({ hasAccounts: true }))
vi.mock('./needs-edit.ts', () => ({ needsEdit: () => '' }))
const { needsToMove } = await import('./needs-to-move.ts')

const needs = (moveToStaging: boolean, moveToProduction: boolean) =>
  needsToMove('fares', { moveToStaging, moveToProduction })

test('names the right that is missing, and no other', () => {
  expect(needs(false, false)).toMatch(/CAN_MANAGE_STAGING_VERSIONS.*CAN_MANAGE_PRODUCTION_VERSIONS/)
  expect(needs(true, false)).toMatch(/Production needs CAN_MANAGE_PRODUCTION_VERSIONS on this model\.$/)
  expect(needs(false, true)).toMatch(/other stages needs CAN_MANAGE_STAGING_VERSIONS on this model\.$/)
})
