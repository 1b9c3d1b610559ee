import type { LoggedModel } from '#contract/logged-models.ts'
import { lastLoggedMetrics } from '../../domain/logged-metrics.ts'
import type { ValueRow } from '../../ui/table/ValueTable.tsx'

/** The last value of each metric for each dataset. */
export function loggedMetricRows(model: LoggedModel): ValueRow[] {
  const last = lastLoggedMetrics(model)
  const hasSteps = last.some(({ step }) => step !== 0)
  return last.map(({ key, dataset_name, value, step }) => ({
    key: dataset_name ? `${key} on ${dataset_name}` : key,
    value: String(value),
    ...(hasSteps && { note: `step ${step}` }),
  }))
}
