import { isAliasTarget } from '../policy/alias-target.ts'
import type { Activity } from '../reviews.ts'
import type { Stage } from '../versions.ts'
import type { May } from './access.ts'

/** Whether one may move a version between two stages: to and from Production takes more. */
export const mayMove = ({ moveToStaging, moveToProduction }: May, from: Stage, to: Stage): boolean =>
  from === 'Production' || to === 'Production' ? moveToProduction : moveToStaging

/** Whether one may decide a request: as whoever may make the move itself. `isGuarded`: a rule is about where it goes. */
export function mayDecide(
  may: May,
  { from_stage = 'None', to_stage = 'None' }: Pick<Activity, 'from_stage' | 'to_stage'>,
  isGuarded = false,
): boolean {
  if (!isAliasTarget(to_stage)) return mayMove(may, from_stage, to_stage)
  return may.edit && (may.moveToProduction || !isGuarded)
}
