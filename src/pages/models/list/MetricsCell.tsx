import { useQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '#contract/models.ts'
import { modelFactsQueries } from '../../../api/facts/model-facts.ts'
import { metricHint } from '../../../domain/metric-meaning.ts'
import { mainMetrics } from '../../../domain/metrics/main-metrics.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'

/** The metrics that say most about the version in Production. */
export function MetricsCell({ model, count }: { model: RegisteredModel; count: number }) {
  const facts = useQuery(modelFactsQueries.of(model)).data
  const shown = mainMetrics(facts?.metrics ?? [], model.tags, count)
  if (shown.length === 0) return <span>–</span>
  return (
    <span className="pairs">
      {shown.map(({ key, value }) => (
        <span key={key} title={metricHint(key, model.tags)}>
          <span>{key}</span> <MetricValue value={value} />
        </span>
      ))}
    </span>
  )
}
