import { queryOptions } from '@tanstack/react-query'
import type { RunInfo } from '#contract/runs.ts'
import { call } from './client.ts'
import { runQueries } from './runs.ts'
import { equals } from '#contract/filter/equals.ts'

const MAX_ROWS = 500

export const childQueries = {
  /** The child runs of a run, newest first; `isCut` if there are more than the answer holds. */
  of: ({ run_id, experiment_id }: Pick<RunInfo, 'run_id' | 'experiment_id'>) =>
    queryOptions({
      queryKey: [...runQueries.root, 'children', run_id],
      queryFn: async ({ signal }) => {
        const filter = equals('tags.`mlflow.parentRunId`', run_id)
        const input = { experiment_ids: [experiment_id], filter, max_results: MAX_ROWS, order_by: ['start_time DESC'] }
        const { runs = [], next_page_token } = await call('searchRuns', input, signal)
        return { runs, isCut: next_page_token !== undefined }
      },
      staleTime: 30_000,
    }),
}
