import type { Stage } from '../versions.ts'
import type { May } from './access.ts'

/** Whether one may move a version between two stages: to and from Production takes more. */
export const mayMove = ({ moveToStaging, moveToProduction }: May, from: Stage, to: Stage): boolean =>
  from === 'Production' || to === 'Production' ? moveToProduction : moveToStaging
