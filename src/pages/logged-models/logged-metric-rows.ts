import { explained } from '../../domain/metric-meaning.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Tag } from '#contract/values.ts'
import { lastLoggedMetrics } from '../../domain/logged-metrics.ts'
import type { ValueRow } from '../../ui/table/ValueTable.tsx'

/** The last value of each metric for each dataset; `tags` say what metrics mean. */
export function loggedMetricRows(model: LoggedModel, tags: readonly Tag[]): ValueRow[] {
  const last = lastLoggedMetrics(model)
  const hasSteps = last.some(({ step }) => step !== 0)
  return last.map(({ key, dataset_name, value, step }) => ({
    key: dataset_name ? `${key} on ${dataset_name}` : key,
    value: String(value),
    ...(hasSteps && { note: `step ${step}` }),
    ...explained(key, tags),
  }))
}
