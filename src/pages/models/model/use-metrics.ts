import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { versionQueries } from '../../../api/versions.ts'
import { metricKeys, shownMetrics } from './shown-metrics.ts'

/** The metrics of the versions' source runs, and which of them the URL asks for. */
export function useMetrics(name: string, versions: readonly ModelVersion[] | undefined) {
  const [params] = useSearchParams()
  const hasRuns = versions?.some(({ run_id }) => run_id) ?? false
  const runs = useQuery({ ...versionQueries.sourceRuns(name), enabled: hasRuns }).data
  const keys = useMemo(() => (versions && runs ? metricKeys(versions, runs) : []), [versions, runs])
  const asked = params.get('metrics')
  const columns = useMemo(() => shownMetrics(asked, keys), [asked, keys])
  return {
    /** By id, once loaded. */
    runs,
    keys,
    /** Metrics shown as columns. */
    columns,
    /** The charted metric, or ''. */
    charted: params.get('chart') ?? '',
  }
}
