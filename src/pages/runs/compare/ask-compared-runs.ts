import type { QueryClient } from '@tanstack/react-query'
import { comparedRunQueries, type Wanted } from '../../../api/compare/compared-runs.ts'
import { experimentQueries } from '../../../api/experiments.ts'
import { modelQueries } from '../../../api/models.ts'
import { registrationQueries } from '../../../api/registrations.ts'
import { askedAbout } from '../../../parts/compare/wanted-runs.ts'
import { MOST_MODELS, namesIn } from '../../../parts/metrics/use-metric-tags.ts'

/** Experiments whose names are asked for; a request each. */
export const MOST_NAMED = 50

/** Asks for what the wanted runs lead to: the names of their experiments, the versions that came from them, and the models of these. */
export async function askComparedRuns(client: QueryClient, wanted: Wanted): Promise<void> {
  const found = client.query(comparedRunQueries.of(wanted)).then(({ runs }) => runs)
  const registered = async () => {
    const ids = 'ids' in wanted ? askedAbout(wanted.ids) : askedAbout([], await found)
    const versions = ids.map((id) => client.query(registrationQueries.ofRun(id)))
    const names = namesIn((await Promise.all(versions)).flat())
    if (names.length <= MOST_MODELS) await Promise.all(names.map((name) => client.query(modelQueries.detail(name))))
  }
  const named = async () => {
    const ids = new Set((await found).map(({ info }) => info.experiment_id))
    await Promise.all([...ids].slice(0, MOST_NAMED).map((id) => client.query(experimentQueries.detail(id))))
  }
  await Promise.allSettled([registered(), named()])
}
