import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import { experimentQueries } from '../../../api/experiments.ts'
import { registrationQueries } from '../../../api/registrations.ts'
import { comparedRun } from '../../../domain/compare/compared-run.ts'
import type { ComparedThing } from '../../../domain/compare/compared.ts'
import { namesIn, useModelTags } from '../../../parts/metrics/use-metric-tags.ts'

/** Runs whose models are asked what their metrics mean: one request tells all of their versions. */
const ASKED = 50
/** Experiments whose names are asked for; a request each. */
const NAMED = 50

/** Runs as they are compared, with the names of their experiments and what their metrics mean. */
export function useComparedRuns(runs: readonly Run[]): ComparedThing[] {
  const experimentIds = useMemo(() => [...new Set(runs.map(({ info }) => info.experiment_id))].slice(0, NAMED), [runs])
  const names = useQueries({
    queries: experimentIds.map((id) => experimentQueries.detail(id)),
    combine: (results) => results.map(({ data }, at) => data?.name ?? experimentIds[at] ?? ''),
  })
  const models = useQueries({
    queries: runs.slice(0, ASKED).map(({ info }) => registrationQueries.ofRun(info.run_id)),
    combine: (results) => namesIn(results.flatMap(({ data }) => data ?? [])),
  })
  const tags = useModelTags(models, true)
  return useMemo(() => {
    const nameOf = new Map(experimentIds.map((id, at) => [id, names[at] ?? id]))
    return runs.map((run) => ({
      ...comparedRun(run, nameOf.get(run.info.experiment_id) ?? run.info.experiment_id),
      tags,
    }))
  }, [runs, experimentIds, names, tags])
}
