import type { QueryClient } from '@tanstack/react-query'
import { comparedRunQueries, type Wanted } from '../../api/compare/compared-runs.ts'
import { registrationQueries } from '../../api/registrations.ts'
import { serverInfo } from '../../api/server-info.ts'
import type { Run } from '#contract/runs.ts'
import { runsIn } from '#contract/compared/runs-in.ts'
import { orderOf } from '../../domain/runs/run-order.ts'
import { viewOf } from '../../domain/runs/view-of.ts'
import type { Read } from '../../grammar-search.ts'

/** The runs that a URL of Compare runs asks for; undefined if it asks for none. `search` is what its `q` says. */
export function wantedRuns(
  params: URLSearchParams,
  { filter, words, isLoose, problem }: Pick<Read, 'filter' | 'words' | 'isLoose' | 'problem'>,
): Wanted | undefined {
  const { ids, experimentIds } = runsIn(params)
  if (ids.length > 0) return { ids, experimentIds }
  if (experimentIds.length === 0 || problem) return undefined
  const first = params.get('first') ?? '-start_time'
  const order = orderOf({ id: first.replace(/^-/, ''), desc: first.startsWith('-') })
  return { search: { experimentIds, filter, words, isLoose, order, view: viewOf(params), ...summaryIn(params) } }
}

/** The value by which the URL orders runs; in front of MLflow, which knows the last values only, the table sorts them. */
function summaryIn(params: URLSearchParams) {
  const summary = (['min', 'max', 'mean'] as const).find((one) => one === params.get('of'))
  return summary && serverInfo.capabilities.metricSummaries ? { summary } : {}
}

/** Runs whose models are asked what their metrics mean: one request tells all of their versions. */
export const MOST_ASKED = 50

/** Those runs: the first that the URL names, whether they are found or not, so that they can be asked about before; or that are found. */
export const askedAbout = (named: readonly string[], found: readonly Run[] = []): string[] =>
  (named.length > 0 ? named : found.map(({ info }) => info.run_id)).slice(0, MOST_ASKED)

/** Asks for the wanted runs, and for the versions of those whose ids are known. */
export const askWantedRuns = (client: QueryClient, wanted: Wanted): Promise<unknown>[] => [
  client.query(comparedRunQueries.of(wanted)),
  ...('ids' in wanted ? askedAbout(wanted.ids) : []).map((id) => client.query(registrationQueries.ofRun(id))),
]
