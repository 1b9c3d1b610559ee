import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { Suspense, useMemo, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { useMay } from '../../../api/access/access.ts'
import { useChosenRun } from '../../../parts/metrics/use-chosen-runs.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { PythonSection } from '../../../ui/layout/PythonSection.tsx'
import { MetricFocus } from './MetricFocus.tsx'
import { MetricGrid } from './MetricGrid.tsx'
import { MetricsToolbar } from './MetricsToolbar.tsx'
import { useMetricsView } from './metrics-view.ts'
import { useMetricTags } from '../../../parts/metrics/use-metric-tags.ts'
import { containsText } from '../../../text/contains-text.ts'
import { compareNames } from '../../../text/compare-names.ts'

const ChosenValues = onDemand(async () => (await import('../../../parts/metrics/ChosenValues.tsx')).ChosenValues)

/** Show a filter above this many charts. */
const MANY = 9

/** The metric histories of a run. */
export function RunMetrics({ run }: { run: Run }) {
  const { info, data } = run
  const [stored, change] = useMetricsView()
  const { tags, interest } = useMetricTags([info.run_id])
  const { edit } = useMay(info)
  const [moving, setMoving] = useState<number>() // the slider's value while it moves
  const view = { ...stored, smoothing: moving ?? stored.smoothing }
  const metrics = useMemo(() => byKey(data.metrics ?? []), [data.metrics])
  const chosenKeys = stored.chosen.join('\n')
  const chosen = useMemo(
    () => chosenKeys.split('\n').flatMap((key) => metrics.find((metric) => metric.key === key) ?? []),
    [chosenKeys, metrics],
  )
  const { choice, read, ...valued } = useChosenRun(chosen.length > 0 ? undefined : run, tags)
  const values = useMemo(() => new Map(valued.run?.data.metrics?.map(({ key, value }) => [key, value])), [valued.run])
  if (metrics.length === 0)
    return (
      <EmptyState title={info.status === 'RUNNING' ? 'No metrics yet' : 'No metrics logged'}>
        {edit && (
          <>
            Log one from Python to see its curve here: <code>mlflow.log_metric(&quot;loss&quot;, 0.5, step=1)</code>
          </>
        )}
      </EmptyState>
    )
  const shown = metrics.filter(({ key }) => containsText(key, view.filter.trim()))
  return (
    <Stack spacing={6} {...interest}>
      <MetricsToolbar
        keys={metrics.map(({ key }) => key)}
        view={{ ...view, chosen: chosen.map(({ key }) => key) }}
        onSmoothing={setMoving}
        onChange={(next) => {
          setMoving(undefined)
          change(next)
        }}
      />
      {chosen.length > 0 && <MetricFocus runId={info.run_id} chosen={chosen} view={view} tags={tags} />}
      {chosen.length === 0 && metrics.length > MANY && (
        <TextField
          label="Filter by name"
          value={view.filter}
          onChange={(event) => change({ filter: event.target.value })}
          sx={{ maxWidth: 320 }}
          slotProps={{ htmlInput: { spellCheck: false } }}
        />
      )}
      {chosen.length === 0 && choice !== 'last' && (
        <Suspense fallback={null}>
          <ChosenValues read={read} choice={choice} />
        </Suspense>
      )}
      {chosen.length === 0 && shown.length === 0 && <EmptyState title={`No metrics match “${view.filter}”`} />}
      {chosen.length === 0 && (
        <>
          <MetricGrid
            title="Metrics"
            runId={info.run_id}
            metrics={shown.filter(({ key }) => !isSystemMetric(key))}
            view={view}
            values={values}
            tags={tags}
          />
          <MetricGrid
            title="System metrics"
            runId={info.run_id}
            metrics={shown.filter(({ key }) => isSystemMetric(key))}
            view={view}
            values={values}
            tags={tags}
          />
        </>
      )}
      <PythonSection code={historyCode(info.run_id, chosen[0]?.key ?? metrics[0]?.key ?? '')} />
    </Stack>
  )
}

const historyCode = (runId: string, key: string) =>
  `client = mlflow.MlflowClient()\nhistory = client.get_metric_history(${JSON.stringify(runId)}, ${JSON.stringify(key)})`

/** Separates MLflow's system metrics from the run's own. */
const isSystemMetric = (key: string): boolean => key.startsWith('system/')

/** Sorts metrics by key, numerically: `layer 2` before `layer 10`. */
const byKey = <Item extends { key: string }>(items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => compareNames(a.key, b.key))
