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

/**
 * How requests are made up, endpoint by endpoint. Reads come first: what only one server takes in a write would be in
 * the lists of that server ever after.
 */
export const plans = (Object.entries(all) as [EndpointName, Plan][]).toSorted(
  ([a], [b]) => Number(calls[a].kind === 'write') - Number(calls[b].kind === 'write'),
)
