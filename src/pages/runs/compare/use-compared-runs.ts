import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import { experimentQueries } from '../../../api/experiments.ts'
import { registrationQueries } from '../../../api/registrations.ts'
import { comparedRun } from '../../../domain/compare/compared-run.ts'
import type { ComparedThing } from '../../../domain/compare/compared.ts'
import type { ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { askedAbout, MOST_ASKED } from '../../../parts/compare/wanted-runs.ts'
import { MOST_NAMED } from './ask-compared-runs.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { namesIn, useModelTags } from '../../../parts/metrics/use-metric-tags.ts'

/** Runs, which the URL may have `named`, as they are compared, with the names of their experiments and what their metrics mean. */
export function useComparedRuns(runs: readonly Run[], named: readonly string[], choice: ValueChoice) {
  const experimentIds = useMemo(
    () => [...new Set(runs.map(({ info }) => info.experiment_id))].slice(0, MOST_NAMED),
    [runs],
  )
  const names = useQueries({
    queries: experimentIds.map((id) => experimentQueries.detail(id)),
    combine: (results) => results.map(({ data }, at) => data?.name ?? experimentIds[at] ?? ''),
  })
  const models = useQueries({
    queries: askedAbout(named, runs).map((id) => registrationQueries.ofRun(id)),
    combine: (results) => namesIn(results.flatMap(({ data }) => data ?? [])),
  })
  const tags = useModelTags(models, true)
  const keys = useMemo(
    () => [...new Set(runs.flatMap(({ data }) => data.metrics?.map(({ key }) => key) ?? []))],
    [runs],
  )
  const { runs: valued, ...read } = useChosenRuns(runs, { choice, keys, tags })
  const things = useMemo((): ComparedThing[] => {
    const nameOf = new Map(experimentIds.map((id, at) => [id, names[at] ?? id]))
    return valued.map((run) => ({
      ...comparedRun(run, nameOf.get(run.info.experiment_id) ?? run.info.experiment_id),
      tags,
      choice,
    }))
  }, [valued, experimentIds, names, tags, choice])
  return { things, runs: valued, choice, read, notAsked: notAsked(runs, named) }
}

/** What is not asked of so many runs, in sentences; empty if all is. */
function notAsked(runs: readonly Run[], named: readonly string[]): string {
  const experiments = new Set(runs.map(({ info }) => info.experiment_id)).size
  return [
    Math.max(runs.length, named.length) > MOST_ASKED &&
      `What metrics mean is asked of the models of the first ${MOST_ASKED} runs.`,
    experiments > MOST_NAMED && `Experiments after the first ${MOST_NAMED} are shown by their ids.`,
  ]
    .filter(Boolean)
    .join(' ')
}
