import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { curveQueries, pointsOf } from '../../../../api/compare/curves.ts'
import { differenceWords } from '../../../../domain/changes/words.ts'
import { pointAt, usePointed } from '../../../../domain/compare/pointed.ts'
import { groupCurves, type How, type RunGroup, runCurves } from '../../../../domain/compare/run-curves.ts'
import { Chart } from '../../../../ui/chart/Chart.tsx'
import { nearest } from '../../../../ui/chart/curve.ts'
import { xText } from '../../../../ui/chart/x-axis.ts'
import { useInView } from '../../../../ui/controls/in-view.ts'
import { ErrorNotice } from '../../../../ui/feedback/ErrorNotice.tsx'
import { formatNumber } from '../../../../ui/text/format-number.ts'
import { formatCount } from '../../../../ui/text/format-count.ts'

type Props = {
  metric: string
  /** The runs in the order of their colors. */
  ids: readonly string[]
  /** Brings them together; undefined for a curve of each run. */
  groups: readonly RunGroup[] | undefined
  how: How
  nameOf: (id: string) => string
  /** The run from whose curve the others' distance is told. */
  baseline: string | undefined
  /** Said where there are no curves. */
  none: string
  /** Said while nothing is pointed at. */
  hint: string
  height: number
  /** Whether the metric's name stands above the chart. */
  isTitled: boolean
}

/** The histories of one metric over each other. */
export function CurveChart({ metric, ids, groups, how, nameOf, baseline, none, hint, height, isTitled }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const isInView = useInView(frame)
  const [cursor, setCursor] = useState<number>()
  // One order of the ids is one query, however the table is sorted.
  const asked = useMemo(() => ids.toSorted(), [ids])
  const histories = useQuery({
    ...curveQueries.of(metric, asked),
    enabled: isInView && ids.length > 0,
    placeholderData: keepPreviousData, // those that stay are known: a range leaves some of the runs
  })
  const { over, isLog, smoothing } = how
  const { data } = histories
  const drawn = useMemo(() => {
    if (!data) return undefined
    const look = { over, isLog, smoothing }
    return groups ? groupCurves(groups, data, look) : runCurves(ids, data, look)
  }, [data, groups, ids, over, isLog, smoothing])
  const most = pointsOf(ids.length)
  const isSampled = useMemo(() => [...(data?.values() ?? [])].some(({ length }) => length >= most), [data, most])
  const pointed = usePointed()
  const marked = groups?.find((group) => pointed !== undefined && group.ids.includes(pointed))?.name ?? pointed
  return (
    <Box ref={frame} sx={{ minWidth: 0 }}>
      {isTitled && (
        <Typography variant="subtitle2" component="h3" data-picture-text="" sx={{ overflowWrap: 'anywhere' }}>
          {metric}
        </Typography>
      )}
      {histories.isError && !data ? (
        <ErrorNotice
          title="The curves could not be loaded"
          error={histories.error}
          onRetry={() => void histories.refetch()}
        />
      ) : ids.length === 0 || drawn?.curves.length === 0 ? (
        <Typography color="textSecondary">{none}</Typography>
      ) : !drawn ? (
        <Skeleton variant="rounded" height={height} />
      ) : (
        <Chart
          key={over}
          label={`${metric} by ${over} of ${groups ? `${drawn.curves.length} groups of runs` : `${drawn.curves.length} runs`}`}
          curves={drawn.curves}
          drawing={drawn.drawing}
          height={height}
          cursor={cursor}
          onCursor={setCursor}
          marked={marked}
          {...(!groups && { onMark: pointAt })}
        />
      )}
      <Typography
        variant="caption"
        color="textSecondary"
        component="p"
        role="status"
        noWrap
        sx={{ minHeight: 20, mt: 1 }}
      >
        {cursor !== undefined && drawn ? told() : hint}
      </Typography>
      {isSampled && (
        <Typography variant="caption" color="textSecondary" component="p">
          Of each run, at most {formatCount(most)} points are drawn, evenly spread over all.
        </Typography>
      )}
    </Box>
  )

  /** What is at the cursor: of the curve that is pointed at, or of the first ones. */
  function told(): string {
    const { curves, drawing } = drawn ?? { curves: [] }
    const some = curves.filter(({ name }) => name === marked)
    const base = curves.find(({ name }) => name === baseline)
    const here = (some.length > 0 ? some : curves.slice(0, 5)).flatMap(({ name, xs, points, band }) => {
      const at = nearest(xs, cursor ?? 0)
      const [point, high] = [points[at], band?.high[at]]
      if (!point) return []
      const there = name === baseline ? undefined : base?.points[base.xs.indexOf(xs[at] ?? NaN)]
      const difference = there && point.value - there.value
      const distance = difference ? ` (${differenceWords({ difference })})` : ''
      const spread = high === undefined || high === point.value ? '' : ` ± ${formatNumber(high - point.value)}`
      return [{ text: `${nameOf(name)} ${formatNumber(point.value)}${spread}${distance}`, point }]
    })
    const [first] = here
    return first && drawing ? `${xText(first.point, drawing.axis)}: ${here.map(({ text }) => text).join(', ')}` : ''
  }
}
