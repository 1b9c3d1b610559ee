import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useMemo, useRef } from 'react'
import { colorsBy } from '../../../../domain/compare/plot-colors.ts'
import { useChartColors } from '../../../../ui/chart/chart-colors.ts'
import { scatterOption } from '../../../../ui/chart/plot-option.ts'
import { dotGeometry } from '../../../../ui/chart/plot-geometry.ts'
import type { Plot as DrawnPlot } from '../../../../ui/chart/plots.ts'
import { Plot } from '../../../../ui/chart/Plot.tsx'
import { Section } from '../../../../ui/layout/Section.tsx'
import { withParam } from '../../../../url-params.ts'
import { AxisChoice } from './AxisChoice.tsx'
import { ColorChoice } from './ColorChoice.tsx'
import { ColorKey } from './ColorKey.tsx'
import { MarkedRun } from './MarkedRun.tsx'
import { PlotImageButton } from './PlotImageButton.tsx'
import type { PlotProps } from './plot-props.ts'
import { useMarked } from './use-marked.ts'

/** A dot for each run, by two of its values. */
export function ScatterPlot({ runs, plots, baseline, onChange }: PlotProps) {
  const { x, y, color, asked, inside } = plots
  const frame = useRef<HTMLDivElement>(null)
  const look = useChartColors()
  const [marked, mark] = useMarked(runs)
  const colors = useMemo(() => colorsBy(color, runs.length, look), [color, runs.length, look])
  const option = useMemo(
    () => x && y && scatterOption([x, y], colors, (index) => inside?.[index] ?? true, look),
    [x, y, colors, inside, look],
  )
  const geometryOf = (plot: DrawnPlot) =>
    dotGeometry(runs.length, (index) => {
      const [left, bottom] = [x?.values[index], y?.values[index]]
      if (left === undefined || bottom === undefined || inside?.[index] === false) return undefined
      const [px = NaN, py = NaN] = plot.convertToPixel('grid', [left, bottom])
      return [px, py]
    })
  const set = (key: string) => (id: string) => onChange((before) => withParam(before, key, id))
  return (
    <Section title="Scatter" actions={<PlotImageButton frame={frame} name="scatter" />}>
      <Stack data-screen="" direction="row" sx={{ flexWrap: 'wrap', gap: 3, mb: 2, mt: 1 }}>
        <AxisChoice label="X axis" value={asked.x} plots={plots} onChoose={set('x')} />
        <AxisChoice label="Y axis" value={asked.y} plots={plots} onChoose={set('y')} />
        <ColorChoice plots={plots} onChange={onChange} />
      </Stack>
      {x && y && option ? (
        <>
          <div ref={frame}>
            <Plot
              label={`${y.name} by ${x.name} of ${runs.length} runs. The table below has their values.`}
              option={option}
              height={320}
              geometryOf={geometryOf}
              marked={marked}
              color={marked === undefined ? undefined : colors[marked]}
              onMark={mark}
            />
          </div>
          {color && <ColorKey axis={color} />}
          <MarkedRun
            {...{ runs, plots, baseline }}
            index={marked}
            axes={[x, y]}
            hint="Hover over a dot to see its run in the table and the other charts."
          />
        </>
      ) : (
        <Typography color="textSecondary">
          {asked.x && asked.y ? 'Choose other axes.' : 'These runs have no values that differ.'}
        </Typography>
      )}
    </Section>
  )
}
