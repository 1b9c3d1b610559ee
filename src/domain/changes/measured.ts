import type { LoggedModel } from '#contract/logged-models.ts'
import type { Run } from '#contract/runs.ts'
import { lastLoggedMetrics } from '../logged-models/logged-metrics.ts'
import { pointOf } from '../metric-point.ts'

/**
 * The metrics of a version: those of its run, and over them those of its logged model, because a run may log several
 * models. A metric measured on several datasets counts once for each.
 */
export function metricsOf(run: Run | undefined, model: LoggedModel | undefined): Map<string, number> {
  const values = new Map((run?.data.metrics ?? []).map((metric) => [metric.key, pointOf(metric).value]))
  const last = Map.groupBy(model ? lastLoggedMetrics(model) : [], ({ key }) => key)
  for (const [key, metrics] of last)
    for (const metric of metrics) {
      const isAlone = metrics.length === 1 || !metric.dataset_name
      values.set(isAlone ? key : `${key} on ${metric.dataset_name}`, pointOf(metric).value)
    }
  return values
}

/** The params of a version, of its run and its logged model. */
export function paramsOf(run: Run | undefined, model: LoggedModel | undefined): Map<string, string> {
  return new Map([...(run?.data.params ?? []), ...(model?.data?.params ?? [])].map(({ key, value }) => [key, value]))
}
