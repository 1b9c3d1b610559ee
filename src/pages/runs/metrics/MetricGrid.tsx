import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMemo, useRef, useState } from 'react'
import type { Metric, Metric as MetricPoint } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { metricHeader, metricMeaning } from '../../../domain/metric-meaning.ts'
import { metricHint } from '../../../domain/usual-metrics.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { type MetricsView, withMetricsView } from './metrics-view.ts'
import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink, useSearchParams } from 'react-router'
import { metricQueries, SAMPLE } from '../../../api/metrics.ts'
import { curveOf, nearest } from '../../../ui/chart/curve.ts'
import { pointOf } from '../../../domain/metric-point.ts'
import { xAxisFor, xText } from '../../../ui/chart/x-axis.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { formatNumber } from '../../../ui/text/format-number.ts'
import { usePrinting } from '../../../ui/print/printing.ts'
import { useInView } from '../../../ui/controls/in-view.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Chart } from '../../../ui/chart/Chart.tsx'

type Props = {
  title: string
  runId: string
  metrics: readonly Metric[]
  view: MetricsView
  /** They say what the metrics mean. */
  tags: readonly Tag[]
}

const FIRST = 60

/** A small chart per metric. */
export function MetricGrid({ title, runId, metrics, view, tags }: Props) {
  const [asked, setCount] = useState(FIRST)
  const count = usePrinting() ? Infinity : asked
  if (metrics.length === 0) return null
  return (
    <Section title={`${title} (${metrics.length})`}>
      <Box sx={grid}>
        {metrics.slice(0, count).map((latest) => (
          <MetricCard key={latest.key} runId={runId} latest={latest} view={view} tags={tags} />
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

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
  columnGap: 8,
  rowGap: 5,
} as const

const HEIGHT = 160
/** A metric never logged past step 0 is usually a single value without a curve. */
const SHORT = 20

/** One metric: its latest value and a small chart. */
type CardProps = Pick<Props, 'runId' | 'view' | 'tags'> & { latest: MetricPoint }

function MetricCard({ runId, latest, view, tags }: CardProps) {
  const frame = useRef<HTMLElement>(null)
  const isInView = useInView(frame)
  const [params] = useSearchParams()
  const history = useQuery({ ...metricQueries.sample(runId, latest), enabled: isInView })
  const [cursor, setCursor] = useState<number>()
  const { x, isLog, smoothing } = view
  const { unit } = metricMeaning(latest.key, tags)
  const drawn = useMemo(() => {
    const points = (history.data ?? []).map(pointOf)
    const drawing = { axis: xAxisFor(x, points), isLog, smoothing, ...(unit && { unit }) }
    return { drawing, curve: curveOf(latest.key, 0, points, drawing) }
  }, [history.data, latest.key, unit, x, isLog, smoothing])
  const { curve, drawing } = drawn
  const curves = useMemo(() => [curve], [curve])
  const isOnce = history.data !== undefined && history.data.length < 2
  const pointed = cursor === undefined ? undefined : curve.points[nearest(curve.xs, cursor)]
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
          data-hint={metricHint(latest.key, tags)}
          sx={{ flex: 1, minWidth: 0, fontWeight: 500, overflowWrap: 'anywhere' }}
        >
          {metricHeader(latest.key, tags)}
        </Link>
        <MetricValue value={pointed ? String(pointed.value) : latest.value} />
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" noWrap role={pointed ? 'status' : undefined}>
        {history.data ? xText(pointed ?? pointOf(latest), drawing.axis) : `step ${latest.step}`}
        {curve.points.length >= SAMPLE && ' · sampled; open to see every point'}
        {isOnce && ' · logged once'}
      </Typography>
      {history.isError && !history.data ? (
        <ErrorNotice
          title="The metric history could not be loaded"
          error={history.error}
          onRetry={() => void history.refetch()}
        />
      ) : isOnce ? null : !history.data || !isInView ? (
        <Skeleton variant="rounded" height={latest.step === 0 ? SHORT : HEIGHT} />
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
