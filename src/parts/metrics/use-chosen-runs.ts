import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { knownSummaries, type Summaries, summaryGroups, summaryQueries } from '../../api/metrics/summaries.ts'
import { chosenRuns, type ValueChoice, valueIn } from '../../domain/metrics/metric-value.ts'
import { useUrlParams } from '../../url-params.ts'

const none = () => undefined

type Chosen = {
  choice: ValueChoice
  /** The metrics that are shown: in front of MLflow the others are not read. */
  keys: readonly string[]
  /** They say which values are better. */
  tags: readonly Tag[] | undefined
}

/** These runs with the chosen value of each metric instead of the last; how far they are read, and why not. */
export function useChosenRuns<Runs extends readonly Run[] | undefined>(given: Runs, { choice, keys, tags }: Chosen) {
  const isLast = choice === 'last'
  const client = useQueryClient()
  const runs = useSame(given)
  const groups = useMemo(() => (isLast ? [] : summaryGroups(runs ?? [])), [runs, isLast])
  // Another function or object with each render would be another answer, and so render again.
  const known = useMemo(
    () =>
      groups.map((group) => {
        const summaries = knownSummaries(client, group)
        return () => summaries
      }),
    [client, groups],
  )
  const read = useQueries({
    queries: groups.map((group, at) => ({ ...summaryQueries.of(group, keys), placeholderData: known[at] ?? none })),
    combine: (results) => ({
      summaries: results.map(({ data }) => data),
      isPending: results.some(
        ({ isLoading, isPlaceholderData, data }, at) =>
          isLoading || (isPlaceholderData && !hasAll(data, groups[at] ?? [], keys)),
      ),
      error: results.find(({ error, data }) => error && !data)?.error ?? undefined,
      retry: () => results.forEach(({ error, refetch }) => error && void refetch()),
    }),
  })
  const { summaries } = read
  const chosen = useMemo(() => {
    if (isLast || !runs) return runs
    const all: Summaries = new Map(summaries.flatMap((some) => (some ? [...some] : [])))
    return chosenRuns(runs, all, choice, tags)
  }, [runs, summaries, isLast, choice, tags])
  return { runs: chosen as Runs, isPending: read.isPending, error: read.error, retry: read.retry }
}

/** The array of an earlier render while it holds the same runs: pages make a new one with each. */
function useSame<Runs extends readonly Run[] | undefined>(runs: Runs): Runs {
  const [kept, keep] = useState(runs)
  const isSame = kept === runs || (kept?.length === runs?.length && kept?.every((run, at) => run === runs?.[at]))
  if (!isSame) keep(runs)
  return isSame ? kept : runs
}

/** Whether each of these metrics has a value, if from before the run logged more, so that nobody need wait. */
const hasAll = (summaries: Summaries | undefined, runs: readonly Run[], keys: readonly string[]): boolean =>
  runs.every(({ info, data: { metrics = [] } }) =>
    metrics.every(({ key }) => !keys.includes(key) || summaries?.get(info.run_id)?.has(key)),
  )

/** As `useChosenRuns`, for all metrics of one run, with the URL's choice. */
export function useChosenRun<One extends Run | undefined>(run: One, tags: readonly Tag[] | undefined) {
  const [params] = useUrlParams()
  const choice = valueIn(params)
  const runs = useMemo(() => (run ? [run] : []), [run])
  const keys = useMemo(() => run?.data.metrics?.map(({ key }) => key) ?? [], [run])
  const { runs: chosen, ...read } = useChosenRuns(runs, { choice, keys, tags })
  return { run: chosen[0] as One, choice, read }
}
