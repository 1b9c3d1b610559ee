import { calls } from '../../contract/calls.ts'
import type { EndpointName } from '../../contract/endpoints.ts'
import type { Plan } from './plan.ts'
import { artifactPlans } from './plans/artifacts.ts'
import { experimentPlans } from './plans/experiments.ts'
import { loggedModelPlans } from './plans/logged-models.ts'
import { metricPlans } from './plans/metrics.ts'
import { modelPlans } from './plans/models.ts'
import { loggingPlans } from './plans/run-logging.ts'
import { runPlans } from './plans/runs.ts'
import { versionPlans } from './plans/versions.ts'

const all: Partial<Record<EndpointName, Plan>> = {
  ...artifactPlans,
  ...loggedModelPlans,
  ...experimentPlans,
  ...runPlans,
  ...loggingPlans,
  ...metricPlans,
  ...modelPlans,
  ...versionPlans,
}

/** How requests are made up, endpoint by endpoint: of those that read, or of those that write. */
export const plansThat = (kind: 'read' | 'write') =>
  (Object.entries(all) as [EndpointName, Plan][]).filter(([name]) => calls[name].kind === kind)
