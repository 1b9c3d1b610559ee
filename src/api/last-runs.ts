import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import { batched } from './batched.ts'
import { latestStarts } from './latest-starts.ts'
import { runQueries } from './runs.ts'

export const lastRunQueries = {
  /** Start of an experiment's latest run in ms, or null without runs. MLflow has no field for it. */
  of: (experiment_id: string) =>
    queryOptions({
      queryKey: [...runQueries.root, 'last', experiment_id],
      queryFn: async () => (await latestStart(experiment_id)) ?? null,
      staleTime: 30_000,
    }),
}

const latestStart = batched((ids) =>
  latestStarts(ids, async (experimentIds, most) => {
    const input = { experiment_ids: [...experimentIds], max_results: most, order_by: ['attributes.start_time DESC'] }
    const { runs = [], next_page_token } = await call('searchRuns', input)
    return { runs, isAll: next_page_token === undefined }
  }),
)
