import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import Stack from '@mui/material/Stack'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useMemo, useRef, useState } from 'react'
import { withCurves } from '../../../../domain/compare/plots-view.ts'
import { curveMetric, groupsBy, MOST_CURVES, MOST_GROUPS } from '../../../../domain/compare/run-curves.ts'
import { Smoothing } from '../../../../ui/controls/Smoothing.tsx'
import type { XKind } from '../../../../ui/chart/x-axis.ts'
import { Choice } from '../../../../ui/forms/Choice.tsx'
import { useSameNames } from '../../../../ui/forms/same-names.ts'
import { Section } from '../../../../ui/layout/Section.tsx'
import { withParam } from '../../../../url-params.ts'
import { CurveChart } from './CurveChart.tsx'
import { CurveKey } from './CurveKey.tsx'
import { PlotImageButton } from './PlotImageButton.tsx'
import type { PlotProps } from './plot-props.ts'
import { compareNames } from '../../../../text/compare-names.ts'
import { formatCount } from '../../../../ui/text/format-count.ts'

type Props = PlotProps & {
  /** The indices of the runs in the order of the table. */
  order: readonly number[]
}

/** The histories of one or several metrics, each in a chart, of each run or of groups of runs. */
export function CurvesPlot({ runs, plots, baseline, order, onChange }: Props) {
  const { view, names, params, inside, telling } = plots
  const frame = useRef<HTMLDivElement>(null)
  const [moving, setMoving] = useState<number>() // the slider's value while it moves
  const keys = useMemo(() => metricKeys(runs), [runs])
  const usual = curveMetric(runs, telling.metrics.map(keyOf)) ?? keys[0]
  const metrics = view.curves ?? (usual === undefined ? [] : [usual])
  const groups = useMemo(() => {
    const within = runs.filter((_, index) => inside?.[index] ?? true)
    return view.group === undefined ? undefined : groupsBy(within, view.group)
  }, [runs, inside, view.group])
  const drawnGroups = useMemo(() => groups?.slice(0, MOST_GROUPS), [groups])
  const ids = useMemo(() => {
    const all = order.flatMap((index) => ((inside?.[index] ?? true) ? (runs[index]?.info.run_id ?? []) : []))
    return drawnGroups ? drawnGroups.flatMap((group) => group.ids) : all.slice(0, MOST_CURVES)
  }, [runs, order, inside, drawnGroups])
  const inAll = runs.filter((_, index) => inside?.[index] ?? true).length
  const set = (key: string) => (value: string) => onChange((before) => withParam(before, key, value))
  const { over, isLog } = view
  const drawn = useSameNames(metrics)
  const isSeveral = metrics.length > 1
  return (
    <Section title="Curves" actions={<PlotImageButton frame={frame} name="curves" />}>
      <Stack data-screen="" direction="row" sx={controls}>
        <Autocomplete
          multiple
          disableCloseOnSelect
          limitTags={2}
          options={keys}
          value={drawn}
          onChange={(_event, chosen) => onChange((before) => withCurves(before, chosen))}
          renderInput={(params) => <TextField {...params} label="Curves of" />}
          sx={{ flex: '1 1 220px', minWidth: 0, maxWidth: 420 }}
        />
        <Choice
          label="Group by"
          value={view.group ?? ''}
          options={[
            ['', 'Each run'],
            ...(view.group === undefined || params.includes(view.group)
              ? []
              : [[view.group, `${view.group} (in none of these runs)`] as const]),
            ...params.map((key) => [key, key] as const),
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
        <Smoothing
          value={moving ?? view.smoothing}
          onMove={setMoving}
          onChange={(value) => {
            setMoving(undefined)
            set('smooth')(value > 0 ? String(value) : '')
          }}
        />
      </Stack>
      {metrics.length === 0 && <Typography color="textSecondary">Choose a metric.</Typography>}
      {metrics.length > 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {words(groups, inAll)}
        </Typography>
      )}
      <Box ref={frame} sx={isSeveral ? several : null}>
        {metrics.map((metric) => (
          <CurveChart
            key={metric}
            {...{ metric, ids }}
            hint={POINT}
            none={noneOf(inAll, groups, view.group)}
            groups={drawnGroups}
            how={{ over, isLog, smoothing: moving ?? view.smoothing }}
            nameOf={(id) => names.get(id) ?? id}
            baseline={baseline === undefined ? undefined : runs[baseline]?.info.run_id}
            height={isSeveral ? 220 : 320}
            isTitled={isSeveral}
          />
        ))}
      </Box>
      <CurveKey names={drawnGroups?.map(({ name }) => name) ?? ids} shown={names} isGroups={groups !== undefined} />
    </Section>
  )
}

const keyOf = (id: string) => id.slice('Metrics.'.length)

const metricKeys = (runs: PlotProps['runs']): string[] =>
  [...new Set(runs.flatMap(({ data }) => (data.metrics ?? []).map(({ key }) => key)))].toSorted(compareNames)

const POINT = 'Hover over a curve, or focus it and use the arrow keys.'

/** What the curves are, and which of the runs have none. */
function words(groups: readonly unknown[] | undefined, count: number): string {
  if (groups)
    return groups.length > MOST_GROUPS
      ? `Mean ± standard deviation of the ${MOST_GROUPS} largest of ${groups.length} groups.`
      : 'Mean ± standard deviation of the runs of each group.'
  return count > MOST_CURVES
    ? `The first ${MOST_CURVES} of ${formatCount(count)} runs, in the order of the table. Group them to see all.`
    : ''
}

function noneOf(inAll: number, groups: readonly unknown[] | undefined, group = ''): string {
  if (inAll === 0) return 'No run is within these ranges.'
  return groups?.length === 0 ? `None of these runs has the param ${group}.` : 'None of these runs logged this metric.'
}

const controls = { flexWrap: 'wrap', alignItems: 'center', columnGap: 3, rowGap: 3, mb: 2, mt: 1 } as const
const several = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 340px), 1fr))', gap: 4 }
