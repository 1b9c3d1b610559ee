import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useMemo, useRef } from 'react'
import { keyOfRow } from '../../../../domain/compare/compared.ts'
import { colorsBy } from '../../../../domain/compare/plot-colors.ts'
import { withAxes } from '../../../../domain/compare/plots-view.ts'
import { intervalOf, rangeOfInterval, withRanges } from '../../../../domain/compare/ranges.ts'
import { useChartColors } from '../../../../ui/chart/chart-colors.ts'
import { parallelOption } from '../../../../ui/chart/plot-option.ts'
import { parallelGeometry } from '../../../../ui/chart/plot-geometry.ts'
import type { AxisIntervals } from '../../../../ui/chart/PlotCanvas.tsx'
import { Plot } from '../../../../ui/chart/Plot.tsx'
import { Section } from '../../../../ui/layout/Section.tsx'
import { ColorChoice } from './ColorChoice.tsx'
import { ColorKey } from './ColorKey.tsx'
import { MarkedRun } from './MarkedRun.tsx'
import { PlotImageButton } from './PlotImageButton.tsx'
import type { PlotProps } from './plot-props.ts'
import { Ranges } from './Ranges.tsx'
import { useMarked } from './use-marked.ts'

/** Pixels that an axis needs for its labels. */
const AXIS_WIDTH = 96

/** Axes side by side, with a line for each run; a part of an axis that is chosen leaves the runs that go through it. */
export function AxesPlot({ runs, plots, baseline, onChange }: PlotProps) {
  const { axes, color, choices, ranges, inside } = plots
  const frame = useRef<HTMLDivElement>(null)
  const look = useChartColors()
  const [marked, mark] = useMarked(runs)
  const colors = useMemo(() => colorsBy(color, runs.length, look), [color, runs.length, look])
  const option = useMemo(() => parallelOption(axes, colors, look), [axes, colors, look])
  const intervals = useMemo(
    () =>
      axes.map((axis): AxisIntervals =>
        ranges.flatMap((range) => (range.id === axis.id ? [intervalOf(range, axis) ?? []].filter(isPair) : [])),
      ),
    [axes, ranges],
  )
  const choose = (at: number, chosen: AxisIntervals) => {
    const axis = axes[at]
    if (!axis) return
    const others = ranges.filter(({ id }) => id !== axis.id)
    onChange((before) => withRanges(before, [...others, ...chosen.map((one) => rangeOfInterval(axis, one))]))
  }
  const names = new Map(choices.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? `${keyOfRow(id)} (${plots.whyNot(id)})`
  return (
    <Section title="Parallel coordinates" actions={<PlotImageButton frame={frame} name="parallel coordinates" />}>
      <Stack data-screen="" direction="row" sx={{ flexWrap: 'wrap', gap: 3, mb: 2, mt: 1 }}>
        <Autocomplete
          multiple
          disableCloseOnSelect
          limitTags={4}
          options={choices.map(({ id }) => id)}
          getOptionLabel={nameOf}
          groupBy={(id) => id.split('.')[0] ?? ''}
          renderGroup={({ key, group, children }) => (
            // MUI's own is a list within an option, which screen readers cannot count.
            <Box component="li" key={key} role="group" aria-label={group}>
              <Typography variant="body2" color="textSecondary" aria-hidden sx={{ px: 4, py: 2 }}>
                {group}
              </Typography>
              <Box component="ul" role="presentation" sx={{ p: 0, '& > li': { pl: 6 } }}>
                {children}
              </Box>
            </Box>
          )}
          value={plots.asked.axes}
          onChange={(_event, ids) => onChange((before) => withAxes(before, ids))}
          renderInput={(params) => <TextField {...params} label="Axes" />}
          sx={{ flex: '1 1 320px', minWidth: 0, maxWidth: 720 }}
        />
        <ColorChoice plots={plots} onChange={onChange} />
      </Stack>
      {axes.length < 2 ? (
        <Typography color="textSecondary">Choose at least two axes.</Typography>
      ) : (
        <>
          <Box
            ref={frame}
            role="region"
            aria-label="Axes"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, by keyboard too
            tabIndex={0}
            sx={{ overflowX: 'auto' }}
          >
            <div style={{ minWidth: AXIS_WIDTH * axes.length }}>
              <Plot
                label={`Parallel coordinates of ${runs.length} runs: ${axes.map(({ name }) => name).join(', ')}. The table below has their values.`}
                option={option}
                height={300}
                geometryOf={(plot) =>
                  parallelGeometry(
                    axes,
                    runs.length,
                    { width: plot.getWidth(), height: plot.getHeight() },
                    (index) => inside?.[index] ?? true,
                  )
                }
                marked={marked}
                color={marked === undefined ? undefined : colors[marked]}
                onMark={mark}
                intervals={intervals}
                onIntervals={choose}
              />
            </div>
          </Box>
          {color && <ColorKey axis={color} />}
          <MarkedRun
            {...{ runs, plots, baseline }}
            index={marked}
            axes={axes}
            hint="Drag along an axis to keep a range; click the axis to undo."
          />
          <Ranges plots={plots} onChange={onChange} />
        </>
      )}
    </Section>
  )
}

const isPair = (ends: readonly number[]): ends is [number, number] => ends.length === 2
