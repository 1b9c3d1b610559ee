import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { versionQueries } from '../../../api/versions.ts'
import { valueIn } from '../../../domain/metrics/metric-value.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { metricKeys, shownMetrics } from './shown-metrics.ts'

/** The metrics of the versions' source runs with their chosen values, and which of them the URL asks for; `tags` say which are better. */
export function useMetrics(name: string, versions: readonly ModelVersion[] | undefined, tags: readonly Tag[]) {
  const [params] = useSearchParams()
  const choice = valueIn(params)
  const hasRuns = versions?.some(({ run_id }) => run_id) ?? false
  const runs = useQuery({ ...versionQueries.sourceRuns(name), enabled: hasRuns }).data
  const keys = useMemo(() => (versions && runs ? metricKeys(versions, runs) : []), [versions, runs])
  const asked = params.get('metrics')
  const columns = useMemo(() => shownMetrics(asked, keys), [asked, keys])
  const charted = params.get('chart') ?? ''
  const all = useMemo(() => (runs ? [...runs.values()] : undefined), [runs])
  const read = useMemo(() => (charted ? [...new Set([...columns, charted])] : columns), [columns, charted])
  const values = useChosenRuns(all, { choice, keys: read, tags })
  const valued = useMemo(() => values.runs && new Map(values.runs.map((run) => [run.info.run_id, run])), [values.runs])
  return {
    /** By id, once loaded. */
    runs: valued,
    choice,
    values,
    keys,
    /** Metrics shown as columns. */
    columns,
    /** The charted metric, or ''. */
    charted,
  }
}
