import { explained } from '../../domain/metric-meaning.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Tag } from '#contract/values.ts'
import { chosenModel, summaryFor, type ValueChoice } from '../../domain/metrics/metric-value.ts'
import { lastLoggedMetrics } from '../../domain/logged-models/logged-metrics.ts'
import type { ValueRow } from '../../ui/table/ValueTable.tsx'

/** The chosen value of each metric for each dataset; `tags` say what metrics mean. */
export function loggedMetricRows(model: LoggedModel, tags: readonly Tag[], choice: ValueChoice = 'last'): ValueRow[] {
  const last = lastLoggedMetrics(chosenModel(model, choice, tags))
  const hasSteps = last.some(({ step }) => step !== 0)
  return last.map(({ key, dataset_name, value, step }) => ({
    key: dataset_name ? `${key} on ${dataset_name}` : key,
    value: String(value),
    ...(choice === 'last'
      ? hasSteps && { note: `step ${step}` }
      : { note: summaryFor(choice, key, tags) ? choice : 'last' }),
    ...explained(key, tags),
  }))
}
