import Alert from '@mui/material/Alert'
import Skeleton from '@mui/material/Skeleton'
import Stack from '@mui/material/Stack'
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Metric } from '#contract/runs.ts'
import { metricQueries } from '../../../api/metrics.ts'
import { curveOf } from '../../../ui/chart/curve.ts'
import { pointOf } from '../../../domain/metric-point.ts'
import { xAxisFor } from '../../../ui/chart/x-axis.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Chart } from '../../../ui/chart/Chart.tsx'
import { CursorLine } from './CursorLine.tsx'
import { MetricLegend } from './MetricLegend.tsx'
import { type MetricsView } from './metrics-view.ts'
import { PointsTable } from './PointsTable.tsx'

const HEIGHT = 420

type Props = { runId: string; chosen: readonly Metric[]; view: MetricsView }

/** The selected metrics over one axis, with every point, as curves or as a table. */
export function MetricFocus({ runId, chosen, view }: Props) {
  const histories = useQueries({
    queries: chosen.map((latest) => metricQueries.history(runId, latest)),
    combine: (results) => ({
      points: results.map(({ data }) => data?.points),
      isCut: results.some(({ data }) => data?.isWhole === false),
      isPending: results.some((result) => result.isPending),
      failed: results.filter((result) => result.isError && !result.data),
    }),
  })
  const { points, isPending, isCut, failed } = histories
  const [cursor, setCursor] = useState<number>()
  const { x, isLog, smoothing, isTable } = view
  const drawn = useMemo(() => {
    const logged = points.map((history) => history?.map(pointOf) ?? [])
    const drawing = { axis: xAxisFor(x, logged.flat()), isLog, smoothing }
    return { drawing, curves: chosen.map(({ key }, index) => curveOf(key, index, logged[index] ?? [], drawing)) }
  }, [points, chosen, x, isLog, smoothing])
  return (
    <Stack spacing={4}>
      {failed.map(({ error, refetch }, index) => (
        <ErrorNotice
          key={index}
          title="The metric history could not be loaded"
          error={error ?? new Error()}
          onRetry={() => void refetch()}
        />
      ))}
      {isCut && (
        <Alert severity="info" variant="outlined">
          Showing the first 100,000 points. Use the Python code below to get all of them.
        </Alert>
      )}
      {isPending && points.every((history) => history === undefined) ? (
        <Skeleton variant="rounded" height={HEIGHT} />
      ) : isTable ? (
        <PointsTable curves={drawn.curves} />
      ) : (
        <div>
          <Chart
            // Another axis is another chart: reset the zoom.
            key={x}
            label={`${chosen.map(({ key }) => key).join(', ')} by ${x}`}
            curves={drawn.curves}
            drawing={drawn.drawing}
            height={HEIGHT}
            zoomable
            cursor={cursor}
            onCursor={setCursor}
          />
          <CursorLine curves={drawn.curves} axis={drawn.drawing.axis} cursor={cursor} />
        </div>
      )}
      {!isTable && <MetricLegend curves={drawn.curves} cursor={cursor} />}
    </Stack>
  )
}
