import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMemo, useRef, useState } from 'react'
import type { Metric, Metric as MetricPoint } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { metricHeader, metricMeaning, explained, metricHint } from '../../../domain/metric-meaning.ts'
import { summaryFor, valueHint } from '../../../domain/metrics/metric-value.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { type MetricsView, withMetricsView } from './metrics-view.ts'
import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link as RouterLink, useSearchParams } from 'react-router'
import { metricQueries, SAMPLE } from '../../../api/metrics.ts'
import { curveOf, nearest } from '../../../ui/chart/curve.ts'
import { pointOf } from '../../../domain/metric-point.ts'
import { xAxisFor, xText } from '../../../ui/chart/x-axis.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { formatNumber } from '../../../ui/text/format-number.ts'
import { useForPaper, usePrinting } from '../../../ui/print/printing.ts'
import { useInView } from '../../../ui/controls/in-view.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { type ValueRow, ValueTable } from '../../../ui/table/ValueTable.tsx'
import { Chart } from '../../../ui/chart/Chart.tsx'

type Props = {
  title: string
  runId: string
  metrics: readonly Metric[]
  view: MetricsView
  /** The chosen value of each metric; without those that are not read yet or have none. */
  values: ReadonlyMap<string, Metric['value']>
  /** They say what the metrics mean. */
  tags: readonly Tag[]
}

const FIRST = 60

/** A small chart per metric, below a table of those that have a single value. */
export function MetricGrid(props: Props) {
  return props.metrics.length > 0 && <Metrics {...props} />
}

function Metrics({ title, metrics, ...shown }: Props) {
  const [asked, setCount] = useState(FIRST)
  const [isPrinting, isForPaper] = [usePrinting(), useForPaper()]
  const count = isPrinting || isForPaper ? Infinity : asked
  const frame = useRef<HTMLDivElement>(null)
  const isInView = useInView(frame)
  const some = metrics.slice(0, count)
  const [params] = useSearchParams()
  const isOnce = useLoggedOnce(shown.runId, metrics.slice(0, asked), isInView) // paper waits for no more of them
  return (
    <Section title={`${title} (${metrics.length})`}>
      <Box ref={frame} sx={{ mb: 5, maxWidth: 720, ':empty': { mb: 0, minHeight: '1px' } }}>
        <ValueTable title="Logged once" rows={onceRows(some.filter(isOnce), params, shown)} isNumeric />
      </Box>
      <Box sx={grid}>
        {some
          .filter((latest) => !isOnce(latest))
          .map((latest) => (
            <MetricCard key={latest.key} latest={latest} {...shown} />
          ))}
      </Box>
      {metrics.length > count && (
        <Button onClick={() => setCount(asked + FIRST)} sx={{ mt: 4 }}>
          Show more ({metrics.length - count})
        </Button>
      )}
    </Section>
  )
}

/**
 * Tells which metrics have one value, and so no curve. Step 0 usually means that, so it is assumed until the history is
 * known, which is loaded then, for `metrics`; that of the others is loaded with their charts.
 */
function useLoggedOnce(runId: string, metrics: readonly Metric[], isInView: boolean): (metric: Metric) => boolean {
  const counts = useQueries({
    queries: metrics.map((latest) => ({
      ...metricQueries.sample(runId, latest),
      enabled: isInView && Number(latest.step) === 0,
    })),
    combine: (results) => results.map(({ data }) => data?.length),
  })
  return (metric) => {
    const count = counts[metrics.indexOf(metric)]
    return count === undefined ? Number(metric.step) === 0 : count < 2
  }
}

const onceRows = (
  metrics: readonly Metric[],
  params: URLSearchParams,
  { values, tags }: Pick<Props, 'values' | 'tags'>,
): ValueRow[] =>
  metrics.map(({ key, value, step }) => ({
    key,
    value: String(values.get(key) ?? value), // an only value is also the best and every other
    to: `?${withMetricsView(params, { chosen: [key] })}`,
    note: `step ${step}`,
    ...explained(key, tags),
  }))

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
  columnGap: 8,
  rowGap: 5,
} as const

const HEIGHT = 160

type CardProps = Omit<Props, 'title' | 'metrics'> & { latest: MetricPoint }

/** One metric: the chosen value and a small chart. */
function MetricCard({ runId, latest, view, values, tags }: CardProps) {
  const frame = useRef<HTMLElement>(null)
  const isInView = useInView(frame)
  const [params] = useSearchParams()
  const history = useQuery({ ...metricQueries.sample(runId, latest), enabled: isInView })
  const [cursor, setCursor] = useState<number>()
  const { value: choice, x, isLog, smoothing } = view
  const { unit } = metricMeaning(latest.key, tags)
  const drawn = useMemo(() => {
    const points = (history.data ?? []).map(pointOf)
    const drawing = { axis: xAxisFor(x, points), isLog, smoothing, ...(unit && { unit }) }
    return { drawing, curve: curveOf(latest.key, 0, points, drawing) }
  }, [history.data, latest.key, unit, x, isLog, smoothing])
  const { curve, drawing } = drawn
  const curves = useMemo(() => [curve], [curve])
  const pointed = cursor === undefined ? undefined : curve.points[nearest(curve.xs, cursor)]
  const at = history.data ? xText(pointed ?? pointOf(latest), drawing.axis) : `step ${latest.step}`
  return (
    <Box
      component="article"
      ref={frame}
      aria-label={latest.key}
      sx={{ minWidth: 0, borderTop: 1, borderColor: 'divider', pt: 2 }}
    >
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'baseline', typography: 'body2' }}>
        <Link
          component={RouterLink}
          to={{ search: withMetricsView(params, { chosen: [latest.key] }).toString() }}
          data-hint={[metricHint(latest.key, tags), valueHint(choice, latest.key, tags)].filter(Boolean).join('\n')}
          sx={{ flex: 1, minWidth: 0, fontWeight: 500, overflowWrap: 'anywhere' }}
        >
          {metricHeader(latest.key, tags)}
        </Link>
        <MetricValue value={pointed ? String(pointed.value) : values.get(latest.key)} />
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" noWrap role={pointed ? 'status' : undefined}>
        {!pointed && summaryFor(choice, latest.key, tags) ? choice : at}
        {curve.points.length >= SAMPLE && ' · sampled; open to see every point'}
      </Typography>
      {history.isError && !history.data ? (
        <ErrorNotice
          title="The metric history could not be loaded"
          error={history.error}
          onRetry={() => void history.refetch()}
        />
      ) : !history.data || !isInView ? (
        <Skeleton variant="rounded" height={HEIGHT} />
      ) : (
        <Chart
          label={`${metricHeader(latest.key, tags)}: ${curve.points.length} points, latest ${formatNumber(latest.value)}`}
          curves={curves}
          drawing={drawing}
          height={HEIGHT}
          cursor={cursor}
          onCursor={setCursor}
        />
      )}
    </Box>
  )
}
