import type { QueryClient } from '@tanstack/react-query'
import pLimit from 'p-limit'
import { MOST_SUMMARIZED } from '#contract/metrics/points.ts'
import { inGroupsOf } from '../../../../api/batched.ts'
import { productionMetrics } from '../../../../api/facts/production-metrics.ts'
import { readSummaries } from '../../../../api/metrics/summaries.ts'
import { metricTagKey } from '../../../../domain/metric-meaning.ts'
import { summaryFor, summaryValue, type ValueChoice } from '../../../../domain/metrics/metric-value.ts'
import { agreedTags } from '../../../../parts/metrics/agreed-tags.ts'

const inTurn = pLimit(4)

/**
 * The chosen value of a metric of the version in Production, by the model's name; models without it are missing. `tags` say what the
 * metric means where those models that describe it agree. `shown`: the last value where nobody has said which is the best.
 */
export async function metricValues(key: string, choice: ValueChoice, client: QueryClient, signal: AbortSignal) {
  const { measured, left } = await client.query(productionMetrics.all())
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
  const tags = agreedTags(having.map(([, each]) => each.tags?.filter((tag) => tag.key === metricTagKey(key))))
  const shown: ValueChoice = asked.length > 0 ? choice : 'last'
  return {
    left,
    tags,
    shown,
    values: new Map(values.flatMap(([name, value]) => (isNumber(value) ? [[name, value]] : []))),
  }
}

/** NaN has no place in an order: it is last, with the models that have no value. */
const isNumber = (value: number | string | undefined): value is number =>
  typeof value === 'number' && !Number.isNaN(value)
