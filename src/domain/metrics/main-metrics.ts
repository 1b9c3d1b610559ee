import type { Tag } from '#contract/values.ts'
import { metricMeaning } from '../metric-meaning.ts'
import { compareNames } from '../../text/compare-names.ts'

type Measured = { key: string; value: number | string }

/**
 * The metrics that say most about a model, best first: those whose meaning somebody has said, then those with a usual name,
 * then those of held-out data, then by name. System metrics are left out.
 */
export function mainMetrics<Metric extends Measured>(
  metrics: readonly Metric[],
  tags: readonly Tag[] | undefined,
  count: number,
): Metric[] {
  return metrics
    .filter(({ key }) => !key.startsWith('system/'))
    .map((metric) => ({ metric, rank: rankOf(metric.key, tags) }))
    .toSorted((a, b) => a.rank - b.rank || compareNames(a.metric.key, b.metric.key))
    .slice(0, count)
    .map(({ metric }) => metric)
}

function rankOf(key: string, tags: readonly Tag[] | undefined): number {
  const { isProposed, direction } = metricMeaning(key, tags)
  const training = /(^|[^a-z])(train|training)([^a-z]|$)/i.test(key) ? 2 : 1
  const heldOut = /(^|[^a-z])(test|val|valid|validation|eval|holdout)([^a-z]|$)/i.test(key) ? 0 : training
  return (isProposed ? 10 : 0) + (direction ? 0 : 5) + heldOut
}
