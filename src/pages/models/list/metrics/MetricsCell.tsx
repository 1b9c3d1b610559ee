import { useQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '#contract/models.ts'
import { modelFactsQueries } from '../../../../api/facts/model-facts.ts'
import { MetricValue } from '../../../../ui/text/MetricValue.tsx'
import { useMainMetrics } from './use-main-metrics.ts'

/** The metrics that say most about the version in Production. */
export function MetricsCell({ model, count }: { model: RegisteredModel; count: number }) {
  const facts = useQuery(modelFactsQueries.of(model)).data
  const shown = useMainMetrics(model, facts, count)
  if (shown.length === 0) return <span>–</span>
  return (
    <span className="pairs">
      {shown.map(({ key, name, hint, value }) => (
        <span key={key} title={hint}>
          <span>{name}</span> <MetricValue value={value} />
        </span>
      ))}
    </span>
  )
}
