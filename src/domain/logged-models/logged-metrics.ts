import type { LoggedModel } from '#contract/logged-models.ts'

type LoggedMetric = NonNullable<NonNullable<LoggedModel['data']>['metrics']>[number]

/** The last value of each metric of a logged model for each dataset. */
export function lastLoggedMetrics({ data }: LoggedModel): LoggedMetric[] {
  const last = new Map<string, LoggedMetric>()
  for (const metric of data?.metrics ?? []) {
    const name = JSON.stringify([metric.key, metric.dataset_name])
    const before = last.get(name)
    const isLater =
      !before || metric.step > before.step || (metric.step === before.step && metric.timestamp >= before.timestamp)
    if (isLater) last.set(name, metric)
  }
  return [...last.values()]
}
