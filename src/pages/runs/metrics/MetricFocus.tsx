import Alert from '@mui/material/Alert'
import Skeleton from '@mui/material/Skeleton'
import Stack from '@mui/material/Stack'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Suspense, useMemo, useState } from 'react'
import type { Metric } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { knownHistory, metricQueries } from '../../../api/metrics.ts'
import { type Curve, curveOf, nearest } from '../../../ui/chart/curve.ts'
import { pointOf } from '../../../domain/metric-point.ts'
import { type XAxis, xAxisFor, xText } from '../../../ui/chart/x-axis.ts'
import { metricHeader, metricMeaning } from '../../../domain/metric-meaning.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Chart } from '../../../ui/chart/Chart.tsx'
import { MetricLegend } from './MetricLegend.tsx'
import type { MetricsView } from './metrics-view.ts'
import { inOrder, type Point } from '../../../ui/chart/points.ts'
import type { Column, SortingState } from '../../../ui/table/table-columns.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import Typography from '@mui/material/Typography'
import { formatNumber } from '../../../ui/text/format-number.ts'

const MetricMeanings = onDemand(async () => (await import('../../../parts/metrics/MetricMeanings.tsx')).MetricMeanings)

const HEIGHT = 420
const none = () => undefined

type Props = {
  runId: string
  chosen: readonly Metric[]
  view: MetricsView
  /** They say what the metrics mean. */
  tags: readonly Tag[]
}

/** The selected metrics over one axis, with every point, as curves or as a table. */
export function MetricFocus({ runId, chosen, view, tags }: Props) {
  const client = useQueryClient()
  // Another function with each render would be another answer, and so render again.
  const known = useMemo(
    () =>
      chosen.map(({ key }) => {
        const history = knownHistory(client, runId, key)
        return () => history
      }),
    [client, runId, chosen],
  )
  const histories = useQueries({
    queries: chosen.map((latest, at) => ({
      ...metricQueries.history(runId, latest),
      placeholderData: known[at] ?? none,
    })),
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
  const units = new Set(chosen.map(({ key }) => metricMeaning(key, tags).unit))
  const unit = units.size === 1 ? [...units][0] : undefined
  const drawn = useMemo(() => {
    const logged = points.map((history) => history?.map(pointOf) ?? [])
    const drawing = { axis: xAxisFor(x, logged.flat()), isLog, smoothing, ...(unit && { unit }) }
    return { drawing, curves: chosen.map(({ key }, index) => curveOf(key, index, logged[index] ?? [], drawing)) }
  }, [points, chosen, unit, x, isLog, smoothing])
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
        <PointsTable curves={drawn.curves} unit={unit} />
      ) : (
        <div>
          <Chart
            // Another axis is another chart: reset the zoom.
            key={x}
            label={`${chosen.map(({ key }) => metricHeader(key, tags)).join(', ')} by ${x}`}
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
      {!isTable && <MetricLegend curves={drawn.curves} cursor={cursor} tags={tags} />}
      <Suspense fallback={null}>
        <MetricMeanings keys={chosen.map(({ key }) => key)} tags={tags} />
      </Suspense>
    </Stack>
  )
}

type Row = Point & { id: string; name: string }

const step: Column<Row> = { id: 'step', header: 'Step', width: 120, sortBy: (row) => row.step, cell: (row) => row.step }
const metric: Column<Row> = {
  id: 'metric',
  header: 'Metric',
  width: 200,
  sortBy: (row) => row.name,
  cell: (row) => row.name,
}
const rest = (unit: string | undefined): readonly Column<Row>[] => [
  {
    id: 'value',
    header: unit ? `Value (${unit})` : 'Value',
    width: 160,
    align: 'right',
    // NaN has no place among numbers.
    sortBy: ({ value }) => (Number.isNaN(value) ? undefined : value),
    cell: ({ value }) => <MetricValue value={String(value)} what="Value" />,
  },
  {
    id: 'time',
    header: 'Logged',
    width: 160,
    sortBy: (row) => row.timestamp,
    cell: (row) => <Time ms={row.timestamp} />,
  },
]

/** Every point of the selected metrics, one per row. */
function PointsTable({ curves, unit }: { curves: readonly Curve[]; unit: string | undefined }) {
  const [sorting, setSorting] = useState<SortingState>([])
  const isOne = curves.length === 1
  const columns = useMemo(() => [...(isOne ? [] : [metric]), step, ...rest(unit)], [isOne, unit])
  const rows = useMemo(
    () =>
      curves.flatMap(({ name, points }) =>
        inOrder(points).map((point, index) => ({ ...point, name, id: `${name} ${index}` })),
      ),
    [curves],
  )
  return (
    <DataTable
      label="Points"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      sorting={sorting}
      onSort={setSorting}
      sortsHere
    />
  )
}

type CursorLineProps = { curves: readonly Curve[]; axis: XAxis; cursor: number | undefined }

/** Describes the point at the cursor, also for screen readers. */
function CursorLine({ curves, axis, cursor }: CursorLineProps) {
  return (
    <Typography variant="caption" color="textSecondary" component="p" role="status" sx={{ minHeight: 20, mt: 1 }}>
      {cursor === undefined
        ? 'Hover over the curve, or focus it and use the arrow keys. + and − zoom.'
        : told(curves, axis, cursor)}
    </Typography>
  )
}

function told(curves: readonly Curve[], axis: XAxis, cursor: number): string {
  const here = curves.flatMap(({ name, xs, points }) => {
    const point = points[nearest(xs, cursor)]
    return point ? [{ name, point }] : []
  })
  const [first] = here
  if (!first) return ''
  return `${xText(first.point, axis)}: ${here.map(({ name, point }) => `${name} ${formatNumber(String(point.value))}`).join(', ')}`
}
