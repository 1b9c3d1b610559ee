import { useQuery } from '@tanstack/react-query'
import { comparedRunQueries, knownAmong, MOST_RUNS, type Wanted } from '../../../api/compare/compared-runs.ts'
import { runsIn } from '#contract/compared/runs-in.ts'
import { readSearch } from '../../../grammar-search.ts'
import { wantedRuns } from '../../../parts/compare/wanted-runs.ts'

const none: Wanted = { ids: [], experimentIds: [] }

/** The runs that the URL asks for. */
export function useWantedRuns(params: URLSearchParams) {
  const { ids } = runsIn(params)
  const search = readSearch('runs', params.get('q') ?? '')
  const asked = wantedRuns(params, search)
  const wanted = asked ?? none
  const found = useQuery({
    ...comparedRunQueries.of(wanted),
    enabled: asked !== undefined,
    placeholderData: (before) => knownAmong(before, wanted),
  })
  const count = useQuery(comparedRunQueries.progress(wanted)).data
  const runs = found.data?.runs
  const known = new Set(runs?.map(({ info }) => info.run_id))
  const missing = runs ? ids.slice(0, MOST_RUNS).filter((id) => !known.has(id)) : []
  const { problem } = search
  return { found, count, missing, isAsked: asked !== undefined, problem, isSearch: ids.length === 0 }
}
