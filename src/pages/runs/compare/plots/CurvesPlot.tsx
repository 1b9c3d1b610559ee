import FormControlLabel from '@mui/material/FormControlLabel'
import Skeleton from '@mui/material/Skeleton'
import Slider from '@mui/material/Slider'
import Stack from '@mui/material/Stack'
import Switch from '@mui/material/Switch'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { curveQueries } from '../../../../api/compare/curves.ts'
import { nameOfRun } from '../../../../domain/compare/compared-run.ts'
import { pointAt, usePointed } from '../../../../domain/compare/pointed.ts'
import {
  curveMetric,
  groupCurves,
  groupsBy,
  MOST_CURVES,
  MOST_GROUPS,
  runCurves,
} from '../../../../domain/compare/run-curves.ts'
import { Chart } from '../../../../ui/chart/Chart.tsx'
import { nearest } from '../../../../ui/chart/curve.ts'
import { type XKind, xText } from '../../../../ui/chart/x-axis.ts'
import { useInView } from '../../../../ui/controls/in-view.ts'
import { ErrorNotice } from '../../../../ui/feedback/ErrorNotice.tsx'
import { Choice } from '../../../../ui/forms/Choice.tsx'
import { Section } from '../../../../ui/layout/Section.tsx'
import { formatNumber } from '../../../../ui/text/format-number.ts'
import { withParam } from '../../../../url-params.ts'
import { CurveKey } from './CurveKey.tsx'
import { PlotImageButton } from './PlotImageButton.tsx'
import type { PlotProps } from './plot-props.ts'

const HEIGHT = 320

type Props = PlotProps & {
  /** The indices of the runs in the order of the table. */
  order: readonly number[]
}

/** The histories of one metric over each other, of each run or of groups of runs. */
export function CurvesPlot({ runs, plots, order, onChange }: Props) {
  const { view, choices, inside, telling } = plots
  const frame = useRef<HTMLDivElement>(null)
  const isInView = useInView(frame)
  const [cursor, setCursor] = useState<number>()
  const [moving, setMoving] = useState<number>() // the slider's value while it moves
  const metrics = useMemo(() => metricKeys(runs), [runs])
  const metric = view.curve ?? curveMetric(runs, telling.metrics.map(keyOf)) ?? metrics[0] ?? ''
  const groups = useMemo(() => {
    const within = runs.filter((_, index) => inside?.[index] ?? true)
    return view.group === undefined ? undefined : groupsBy(within, view.group)
  }, [runs, inside, view.group])
  const ids = useMemo(() => {
    const all = order.flatMap((index) => ((inside?.[index] ?? true) ? (runs[index]?.info.run_id ?? []) : []))
    return groups ? groups.slice(0, MOST_GROUPS).flatMap((group) => group.ids) : all.slice(0, MOST_CURVES)
  }, [runs, order, inside, groups])
  // One order of the ids is one query, however the table is sorted.
  const asked = useMemo(() => ids.toSorted(), [ids])
  const histories = useQuery({
    ...curveQueries.of(metric, asked),
    enabled: isInView && metric !== '' && ids.length > 0,
  })
  const smoothing = moving ?? view.smoothing
  const { over, isLog } = view
  const { data } = histories
  const drawn = useMemo(() => {
    if (!data) return undefined
    const how = { over, isLog, smoothing }
    return groups ? groupCurves(groups.slice(0, MOST_GROUPS), data, how) : runCurves(ids, data, how)
  }, [data, groups, ids, over, isLog, smoothing])
  const pointed = usePointed()
  const names = useMemo(() => new Map(runs.map((run) => [run.info.run_id, nameOfRun(run)])), [runs])
  const inAll = runs.filter((_, index) => inside?.[index] ?? true).length
  const marked = groups?.find((group) => pointed !== undefined && group.ids.includes(pointed))?.name ?? pointed
  const set = (key: string) => (value: string) => onChange((before) => withParam(before, key, value))
  return (
    <Section title="Curves" actions={<PlotImageButton frame={frame} name="curves" />}>
      <Stack data-screen="" direction="row" useFlexGap sx={controls}>
        <Choice
          label="Metric"
          value={metric}
          options={metrics.map((key) => [key, key] as const)}
          onChoose={set('curve')}
          sx={{ width: 180 }}
        />
        <Choice
          label="Group by"
          value={view.group ?? ''}
          options={[
            ['', 'Each run'],
            ...choices.flatMap(({ group, key }) => (group === 'Parameters' ? [[key, key] as const] : [])),
          ]}
          onChoose={set('group')}
          sx={{ width: 140 }}
        />
        <Choice<XKind>
          label="Over"
          value={over}
          options={[
            ['step', 'Step'],
            ['time', 'Time'],
            ['relative', 'Elapsed time'],
          ]}
          onChoose={(next) => set('over')(next === 'step' ? '' : next)}
          sx={{ width: 130 }}
        />
        <FormControlLabel
          control={<Switch size="small" checked={isLog} onChange={(_event, on) => set('scale')(on ? 'log' : '')} />}
          label={<Typography variant="body2">Log scale</Typography>}
          sx={{ m: 0, gap: 2 }}
        />
        <Stack direction="row" spacing={3} sx={{ alignItems: 'center' }}>
          <Typography variant="body2" id="smoothing">
            Smoothing
          </Typography>
          <Slider
            size="small"
            aria-labelledby="smoothing"
            min={0}
            max={0.99}
            step={0.01}
            value={smoothing}
            valueLabelDisplay="auto"
            onChange={(_event, value) => setMoving(Number(value))}
            onChangeCommitted={(_event, value) => {
              setMoving(undefined)
              set('smooth')(Number(value) > 0 ? String(value) : '')
            }}
            sx={{ width: 100 }}
          />
        </Stack>
      </Stack>
      <div ref={frame}>
        {histories.isError && !data ? (
          <ErrorNotice
            title="The curves could not be loaded"
            error={histories.error}
            onRetry={() => void histories.refetch()}
          />
        ) : metric === '' || ids.length === 0 || drawn?.curves.length === 0 ? (
          <Typography color="textSecondary">None of these runs logged this metric.</Typography>
        ) : !drawn ? (
          <Skeleton variant="rounded" height={HEIGHT} />
        ) : (
          <Chart
            key={over}
            label={`${metric} by ${over} of ${groups ? `${drawn.curves.length} groups of runs` : `${drawn.curves.length} runs`}`}
            curves={drawn.curves}
            drawing={drawn.drawing}
            height={HEIGHT}
            cursor={cursor}
            onCursor={setCursor}
            marked={marked}
            {...(!groups && { onMark: pointAt })}
          />
        )}
      </div>
      <Typography
        variant="caption"
        color="textSecondary"
        component="p"
        role="status"
        noWrap
        sx={{ minHeight: 20, mt: 1 }}
      >
        {cursor !== undefined && drawn ? told() : words(groups, inAll)}
      </Typography>
      {drawn && (
        <CurveKey curves={drawn.curves} nameOf={(name) => names.get(name) ?? name} isGroups={groups !== undefined} />
      )}
    </Section>
  )

  /** What is at the cursor: of the curve that is pointed at, or of the first ones. */
  function told(): string {
    const { curves, drawing } = drawn ?? { curves: [] }
    const some = curves.filter(({ name }) => name === marked)
    const here = (some.length > 0 ? some : curves.slice(0, 5)).flatMap(({ name, xs, points }) => {
      const point = points[nearest(xs, cursor ?? 0)]
      return point ? [{ text: `${names.get(name) ?? name} ${formatNumber(point.value)}`, point }] : []
    })
    const [first] = here
    return first && drawing ? `${xText(first.point, drawing.axis)}: ${here.map(({ text }) => text).join(', ')}` : ''
  }
}

const keyOf = (id: string) => id.slice('Metrics.'.length)

const collator = new Intl.Collator('en', { numeric: true })

const metricKeys = (runs: PlotProps['runs']): string[] =>
  [...new Set(runs.flatMap(({ data }) => (data.metrics ?? []).map(({ key }) => key)))].toSorted(collator.compare)

function words(groups: readonly unknown[] | undefined, count: number): string {
  if (groups)
    return groups.length > MOST_GROUPS
      ? `Mean ± standard deviation of the ${MOST_GROUPS} largest of ${groups.length} groups.`
      : 'Mean ± standard deviation of the runs of each group.'
  return count > MOST_CURVES
    ? `The first ${MOST_CURVES} of ${count.toLocaleString('en')} runs, in the order of the table. Group them to see all.`
    : 'Hover over a curve, or focus it and use the arrow keys.'
}

const controls = { flexWrap: 'wrap', alignItems: 'center', columnGap: 3, rowGap: 3, mb: 2, mt: 1 } as const
