import { useQuery } from '@tanstack/react-query'
import { comparedRunQueries, knownAmong, MOST_RUNS, type Wanted } from '../../../api/compare/compared-runs.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { runsIn } from '../../../domain/compare/runs-view.ts'
import { viewOf } from '../../../domain/runs/view-of.ts'
import { orderOf } from '../../../domain/runs/run-order.ts'
import { readSearch } from '../../../grammar-search.ts'

/** The runs that the URL asks for; undefined if it asks for none. */
export function useWantedRuns(params: URLSearchParams) {
  const { ids, experimentIds } = runsIn(params)
  const search = readSearch('runs', params.get('q') ?? '')
  const first = params.get('first') ?? '-start_time'
  const order = orderOf({ id: first.replace(/^-/, ''), desc: first.startsWith('-') })
  const { filter, words, isLoose, problem } = search
  const wanted: Wanted =
    ids.length > 0
      ? { ids, experimentIds }
      : { search: { experimentIds, filter, words, isLoose, order, view: viewOf(params), ...summaryIn(params) } }
  const isAsked = ids.length > 0 || (experimentIds.length > 0 && !problem)
  const found = useQuery({
    ...comparedRunQueries.of(wanted),
    enabled: isAsked,
    placeholderData: (before) => knownAmong(before, wanted),
  })
  const count = useQuery(comparedRunQueries.progress(wanted)).data
  const runs = found.data?.runs
  const known = new Set(runs?.map(({ info }) => info.run_id))
  const missing = runs ? ids.slice(0, MOST_RUNS).filter((id) => !known.has(id)) : []
  return { found, count, missing, isAsked, problem, isSearch: ids.length === 0 }
}

/** The value by which the URL orders runs; in front of MLflow, which knows the last values only, the table sorts them. */
function summaryIn(params: URLSearchParams) {
  const summary = (['min', 'max', 'mean'] as const).find((one) => one === params.get('of'))
  return summary && serverInfo.capabilities.metricSummaries ? { summary } : {}
}
