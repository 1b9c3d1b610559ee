import { calls, type ownCalls, type reviewCalls, type webhookCalls } from '../../../contract/calls.ts'
import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan } from '../engine/plan.ts'
import { artifactPlans } from './artifacts.ts'
import { experimentPlans } from './experiments.ts'
import { loggedModelPlans } from './logged-models.ts'
import { metricPlans } from './metrics.ts'
import { modelPlans } from './models.ts'
import { loggingPlans } from './run-logging.ts'
import { runPlans } from './runs.ts'
import { versionPlans } from './versions.ts'

/** MLflow has no calls of the workspace registry. */
const all: Record<
  Exclude<EndpointName, keyof typeof reviewCalls | keyof typeof webhookCalls | keyof typeof ownCalls>,
  Plan
> = {
  ...artifactPlans,
  ...loggedModelPlans,
  ...experimentPlans,
  ...runPlans,
  ...loggingPlans,
  ...metricPlans,
  ...modelPlans,
  ...versionPlans,
}

/** The plans of all endpoints that read, or of all that write. */
export const plansThat = (kind: 'read' | 'write') =>
  (Object.entries(all) as [EndpointName, Plan][]).filter(([name]) => calls[name].kind === kind)
