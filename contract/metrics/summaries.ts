import * as z from 'zod/mini'
import { MOST_SUMMARIZED } from './points.ts'
import { searchRuns } from '../runs.ts'

/**
 * What all points of a run's metric say together. Points that are NaN do not count: without another one there is only `numbers: 0`.
 * Ours: no MLflow server knows these two calls (capability `metricSummaries`).
 */
const metricSummary = z.object({
  run_id: z.string(),
  key: z.string(),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  mean: z.optional(z.number()),
  /** How many points count. */
  numbers: z.number(),
})

/** As `runs/search`, but metrics in `order_by` mean this value of the summary; in `filter`, still the latest. */
export const searchRunsBySummary = {
  input: z.extend(searchRuns.input, { summary: z.enum(['min', 'max', 'mean']) }),
  output: searchRuns.output,
}

export const summarizeMetrics = {
  input: z.object({ run_ids: z.array(z.string()).check(z.maxLength(MOST_SUMMARIZED)) }),
  /** Of all metrics of these runs; a run that is unknown or hidden is left out. */
  output: z.object({ summaries: z.array(metricSummary) }),
}
