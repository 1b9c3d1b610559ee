import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { modelFactsQueries } from '../../../api/facts/model-facts.ts'
import { mainMetrics } from '../../../domain/metrics/main-metrics.ts'
import { metricHint } from '../../../domain/metric-meaning.ts'
import { paths } from '../../../paths.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'

type Props = { model: RegisteredModel; stage: 'Production' | 'Staging' }

/** “+1” where more versions hold a stage than the highest, which is shown. */
export function MoreInStage({ model, stage }: Props) {
  const count = useQuery(modelFactsQueries.of(model)).data?.counts[stage] ?? 0
  if (count < 2) return null
  const hint = `${count} versions in ${stage}`
  return (
    <>
      {' '}
      <Link className="aside" to={paths.model(model.name)} title={hint} aria-label={`${hint} of ${model.name}`}>
        +{count - 1}
      </Link>
    </>
  )
}

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
