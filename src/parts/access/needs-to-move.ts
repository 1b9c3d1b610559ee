import type { May } from '#contract/access/access.ts'
import { hasAccounts } from '../../api/access/access.ts'
import { needsEdit } from './needs-edit.ts'

/** Says which right is missing for moves of a model's versions: MLflow has one for all of them. */
export function needsToMove(name: string, may: Pick<May, 'moveToStaging' | 'moveToProduction'>): string {
  if (!hasAccounts) return needsEdit('change the stage', name)
  if (may.moveToStaging) return productionMove
  return may.moveToProduction ? otherMove : anyMove
}

const productionMove = 'Moving to or from Production needs CAN_MANAGE_PRODUCTION_VERSIONS on this model.'
// The policy may ask for approvals of these moves only (docs/accounts.md §1).
const otherMove = 'Moving between the other stages needs CAN_MANAGE_STAGING_VERSIONS on this model.'
const anyMove =
  'Moving a version needs CAN_MANAGE_STAGING_VERSIONS on this model; to or from Production, CAN_MANAGE_PRODUCTION_VERSIONS.'
