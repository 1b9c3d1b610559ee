import { useQuery } from '@tanstack/react-query'
import type { ModelFacts } from '#contract/find/model-facts.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { summaryQueries } from '../../../../api/metrics/summaries.ts'
import { metricHint } from '../../../../domain/metric-meaning.ts'
import { mainMetrics } from '../../../../domain/metrics/main-metrics.ts'
import { summaryFor, summaryValue, valueHint, valueIn, valueSuffix } from '../../../../domain/metrics/metric-value.ts'
import { useUrlParams } from '../../../../url-params.ts'

/**
 * The metrics that say most about the version in Production, or the one that the URL names, with the values that it chooses; missing while
 * these are read.
 */
export function useMainMetrics({ tags }: RegisteredModel, facts: ModelFacts | null | undefined, count: number) {
  const [params] = useUrlParams()
  const choice = valueIn(params)
  const only = params.get('metric')
  const main = only
    ? (facts?.metrics ?? []).filter(({ key }) => key === only)
    : mainMetrics(facts?.metrics ?? [], tags, count)
  const keys = main.flatMap(({ key }) => (summaryFor(choice, key, tags) ? key : []))
  const summaries = useQuery(summaryQueries.ofRun(facts?.run_id ?? '', keys)).data
  return main.map(({ key, value }) => {
    const which = summaryFor(choice, key, tags)
    return {
      key,
      name: key + valueSuffix(choice, key, tags),
      hint: [metricHint(key, tags), valueHint(choice, key, tags)].filter(Boolean).join('\n'),
      value: which ? summaryValue(summaries?.get(key), which) : value,
    }
  })
}
