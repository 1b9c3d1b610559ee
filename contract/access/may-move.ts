import { isAliasTarget } from '../policy/alias-target.ts'
import type { Activity } from '../reviews.ts'
import type { Stage } from '../versions.ts'
import type { May } from './access.ts'

/** Whether one may move a version between two stages: to and from Production takes more. */
export const mayMove = ({ moveToStaging, moveToProduction }: May, from: Stage, to: Stage): boolean =>
  from === 'Production' || to === 'Production' ? moveToProduction : moveToStaging

/** Whether one may decide a request: as whoever may make the move itself. */
export const mayDecide = (
  may: May,
  { from_stage = 'None', to_stage = 'None' }: Pick<Activity, 'from_stage' | 'to_stage'>,
): boolean => (isAliasTarget(to_stage) ? may.edit : mayMove(may, from_stage, to_stage))
