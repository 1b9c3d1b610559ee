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

/**
 * A value of a summary. Infinity is stored as the largest double (docs/rest-contract.md §3), of which a mean would be some other large
 * number: with it the mean is infinite, with both it is none.
 */
export function summaryValue(summary: Summary | null | undefined, which: 'min' | 'max' | 'mean'): number | undefined {
  if (!summary) return undefined
  const { min = 0, max = 0 } = summary
  const [isLow, isHigh] = [min <= -Number.MAX_VALUE, max >= Number.MAX_VALUE]
  if (which !== 'mean' || !(isLow || isHigh)) return summary[which]
  return isLow && isHigh ? NaN : isLow ? min : max
}

/** What a metric's value sorts by. NaN has no place among numbers: it is undefined, and so last in both directions. */
export function numberOf(value: number | string | undefined): number | undefined {
  const number = Number(value ?? NaN)
  return Number.isNaN(number) ? undefined : number
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
 * The runs with the chosen value of each metric in place of the last. Metrics without one are left out: their summary is not read yet,
 * or all points are NaN.
 */
export function chosenRuns(
  runs: readonly Run[],
  summaries: ReadonlyMap<string, ReadonlyMap<string, Summary>>,
  choice: ValueChoice,
  tags: readonly Tag[] | undefined,
): readonly Run[] {
  if (choice === 'last') return runs
  // Asked once for each metric: a thousand runs may have fifty thousand.
  const known = new Map<string, ReturnType<typeof summaryFor>>()
  const whichOf = (key: string) => {
    if (!known.has(key)) known.set(key, summaryFor(choice, key, tags))
    return known.get(key)
  }
  return runs.map((run) => {
    const own = summaries.get(run.info.run_id)
    const metrics = run.data.metrics?.flatMap((metric) => {
      const which = whichOf(metric.key)
      if (!which) return metric
      const value = summaryValue(own?.get(metric.key), which)
      return value === undefined ? [] : { ...metric, value }
    })
    return { ...run, data: { ...run.data, ...(metrics && { metrics }) } }
  })
}

/** The logged model with one point for each metric and dataset, of the chosen value. */
export function chosenModel(model: LoggedModel, choice: ValueChoice, tags: readonly Tag[] | undefined): LoggedModel {
  if (choice === 'last') return model
  const groups = Map.groupBy(model.data?.metrics ?? [], ({ key, dataset_name }) => JSON.stringify([key, dataset_name]))
  const metrics = [...groups.values()].flatMap((points) => {
    const [first] = points
    const which = first && summaryFor(choice, first.key, tags)
    if (!first || !which) return points
    const value = summaryValue(summaryOfPoints(points), which)
    return value === undefined ? [] : { ...first, value }
  })
  return { ...model, data: { ...model.data, metrics } }
}
