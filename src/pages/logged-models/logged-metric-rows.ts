import type { LoggedModel } from '#contract/logged-models.ts'
import type { ValueRow } from '../../ui/table/ValueTable.tsx'

/** The last value of each metric for each dataset. */
export function loggedMetricRows({ data }: LoggedModel): ValueRow[] {
  const last = new Map<string, NonNullable<NonNullable<LoggedModel['data']>['metrics']>[number]>()
  for (const metric of data?.metrics ?? []) {
    const name = metric.dataset_name ? `${metric.key} on ${metric.dataset_name}` : metric.key
    const before = last.get(name)
    const isLater =
      !before || metric.step > before.step || (metric.step === before.step && metric.timestamp >= before.timestamp)
    if (isLater) last.set(name, metric)
  }
  const hasSteps = [...last.values()].some(({ step }) => step !== 0)
  return [...last].map(([key, { value, step }]) => ({
    key,
    value: String(value),
    ...(hasSteps && { note: `step ${step}` }),
  }))
}
