import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import pLimit from 'p-limit'
import { MOST_SUMMARIZED } from '#contract/metrics/points.ts'
import { inGroupsOf } from '../../../api/batched.ts'
import { productionMetrics } from '../../../api/facts/production-metrics.ts'
import { readSummaries } from '../../../api/metrics/summaries.ts'
import { modelQueries } from '../../../api/models.ts'
import { summaryFor, summaryValue, type ValueChoice } from '../../../domain/metrics/metric-value.ts'

const inTurn = pLimit(4)

/**
 * The chosen value of a metric of the version in Production, by the model's name; models without it are missing. `left`: how many models
 * are not read.
 */
export function useMetricOrder(metric: string, choice: ValueChoice) {
  const isOn = metric !== ''
  const values = useQuery({
    ...queryOptions({
      queryKey: [...modelQueries.root, 'metric-order', metric, choice],
      queryFn: ({ client, signal }) => valuesOf(metric, choice, client, signal),
      staleTime: 60_000,
    }),
    enabled: isOn,
  })
  const left = useQuery({ ...productionMetrics.all(), enabled: isOn }).data?.left ?? 0
  return { values: values.data, isPending: values.isPending, error: values.error, retry: values.refetch, left }
}

async function valuesOf(key: string, choice: ValueChoice, client: QueryClient, signal: AbortSignal) {
  const { measured } = await client.query(productionMetrics.all())
  const having = [...measured].filter(([, { metrics }]) => metrics.has(key))
  const asked = having.filter(([, { tags }]) => summaryFor(choice, key, tags))
  const ids = [...new Set(asked.map(([, { run_id }]) => run_id))]
  const runs = ids.map((run_id) => ({ info: { run_id }, data: { metrics: [{ key }] } }))
  const groups = inGroupsOf(MOST_SUMMARIZED)(runs)
  const read = await Promise.all(groups.map((group) => inTurn(() => readSummaries(group, [key], signal))))
  const summaries = new Map(read.flatMap((of) => [...of]))
  const values = having.map(([name, { run_id, tags, metrics }]) => {
    const which = summaryFor(choice, key, tags)
    return [name, which ? summaryValue(summaries.get(run_id)?.get(key), which) : metrics.get(key)] as const
  })
  return new Map(values.flatMap(([name, value]) => (isNumber(value) ? [[name, value]] : [])))
}

/** NaN has no place in an order: it is last, with the models that have no value. */
const isNumber = (value: number | string | undefined): value is number =>
  typeof value === 'number' && !Number.isNaN(value)
