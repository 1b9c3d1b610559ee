import type { Metric } from '#contract/runs.ts'
import { paths } from '../../../paths.ts'
import type { ValueRow } from '../../../ui/table/ValueTable.tsx'

/** The latest value of each metric, its step unless all are 0, and a link to its history. */
export function metricRows(runId: string, metrics: readonly Metric[]): ValueRow[] {
  const hasSteps = metrics.some(({ step }) => step !== 0)
  return metrics.map(({ key, value, step }) => ({
    key,
    value: String(value),
    to: `${paths.runMetrics(runId)}?${new URLSearchParams({ metric: key })}`,
    ...(hasSteps && { note: `step ${step}` }),
  }))
}
