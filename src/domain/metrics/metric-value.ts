import type { LoggedModel } from '#contract/logged-models.ts'
import { summaryOfPoints } from '#contract/metrics/points.ts'
import type { Summary } from '#contract/metrics/points.ts'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { metricMeaning } from '../metric-meaning.ts'

/** Which value of a metric is meant: the last, or one of all its points. */
export const valueChoices = ['last', 'best', 'min', 'max', 'mean'] as const
export type ValueChoice = (typeof valueChoices)[number]

/** The URL's choice. */
export const valueIn = (params: URLSearchParams): ValueChoice =>
  valueChoices.find((choice) => choice === params.get('value')) ?? 'last'

/** The choice as the URL has it, where the last goes without saying. */
export const valueParam = (choice: ValueChoice): string => (choice === 'last' ? '' : choice)

/** The value of the summary that is meant. Undefined for the last, which is also meant by the best where no direction is known. */
export function summaryFor(
  choice: ValueChoice,
  metric: string,
  tags: readonly Tag[] | undefined,
): 'min' | 'max' | 'mean' | undefined {
  if (choice === 'last') return undefined
  if (choice !== 'best') return choice
  const { direction } = metricMeaning(metric, tags)
  return direction && (direction === 'higher' ? 'max' : 'min')
}

/** Says after a metric's name which value is meant: `rmse, best`. Nothing where all are the last. */
export function valueSuffix(choice: ValueChoice, metric: string, tags: readonly Tag[] | undefined): string {
  if (choice === 'last') return ''
  return `, ${summaryFor(choice, metric, tags) ? choice : 'last'}`
}

/** Why another value is shown than chosen; empty if it is not. */
export const valueHint = (choice: ValueChoice, metric: string, tags: readonly Tag[] | undefined): string =>
  choice === 'best' && !summaryFor(choice, metric, tags)
    ? `The last value, because nobody has said whether higher or lower is better. Describe ${metric} on a model’s Changes tab.`
    : ''

/**
 * The run with the chosen value of each metric in place of the last. Metrics without one are left out: their summary is not read yet,
 * or all points are NaN.
 */
export function chosenRun(
  run: Run,
  summaries: ReadonlyMap<string, Summary> | undefined,
  choice: ValueChoice,
  tags: readonly Tag[] | undefined,
): Run {
  if (choice === 'last') return run
  const metrics = run.data.metrics?.flatMap((metric) => {
    const which = summaryFor(choice, metric.key, tags)
    if (!which) return metric
    const value = summaries?.get(metric.key)?.[which]
    return value === undefined ? [] : { ...metric, value }
  })
  return { ...run, data: { ...run.data, ...(metrics && { metrics }) } }
}

/** The logged model with one point for each metric and dataset, of the chosen value. */
export function chosenModel(model: LoggedModel, choice: ValueChoice, tags: readonly Tag[] | undefined): LoggedModel {
  if (choice === 'last') return model
  const groups = Map.groupBy(model.data?.metrics ?? [], ({ key, dataset_name }) => JSON.stringify([key, dataset_name]))
  const metrics = [...groups.values()].flatMap((points) => {
    const [first] = points
    const which = first && summaryFor(choice, first.key, tags)
    if (!first || !which) return points
    const value = summaryOfPoints(points)[which]
    return value === undefined ? [] : { ...first, value }
  })
  return { ...model, data: { ...model.data, metrics } }
}
