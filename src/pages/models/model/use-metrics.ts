import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { versionQueries } from '../../../api/versions.ts'
import { metricKeys, shownMetrics } from './shown-metrics.ts'

/** The metrics of the versions' source runs: which there are, and which of them the address asks for. */
export function useMetrics(name: string, versions: readonly ModelVersion[] | undefined) {
  const [params] = useSearchParams()
  const hasRuns = versions?.some(({ run_id }) => run_id) ?? false
  const runs = useQuery({ ...versionQueries.sourceRuns(name), enabled: hasRuns }).data
  const keys = useMemo(() => (versions && runs ? metricKeys(versions, runs) : []), [versions, runs])
  const asked = params.get('metrics')
  const columns = useMemo(() => shownMetrics(asked, keys), [asked, keys])
  return {
    /** By their ids, once they are here. */
    runs,
    keys,
    /** Those that are columns of the table. */
    columns,
    /** The one that is drawn, or ''. */
    charted: params.get('chart') ?? '',
  }
}
