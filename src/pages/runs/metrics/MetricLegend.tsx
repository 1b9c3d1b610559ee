import Box from '@mui/material/Box'
import { useMemo } from 'react'
import type { Tag } from '#contract/values.ts'
import { summaryOfPoints } from '#contract/metrics/points.ts'
import { summaryValue } from '../../../domain/metrics/metric-value.ts'
import { metricHeader } from '../../../domain/metric-meaning.ts'
import { colorAt, useChartColors } from '../../../ui/chart/chart-colors.ts'
import { type Curve, nearest } from '../../../ui/chart/curve.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'

type Props = { curves: readonly Curve[]; cursor: number | undefined; tags: readonly Tag[] }

/** The legend, with each curve's value at the cursor, last, min, max and mean. */
export function MetricLegend({ curves, cursor, tags }: Props) {
  const colors = useChartColors()
  const ranges = useMemo(() => curves.map(rangeOf), [curves]) // not on every cursor move
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box component="table" aria-label="Curves" sx={table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {['At cursor', 'Last', 'Min', 'Max', 'Mean', 'Points'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map((curve, index) => {
            const { least, greatest, mean } = ranges[index] ?? {}
            const pointed = cursor === undefined ? undefined : curve.points[nearest(curve.xs, cursor)]?.value
            return (
              <tr key={curve.name}>
                <th scope="row">
                  <Box
                    component="span"
                    aria-hidden
                    sx={swatch}
                    style={{ background: colorAt(colors.curves, curve.color) }}
                  />
                  <span>{metricHeader(curve.name, tags)}</span>
                </th>
                {[pointed, curve.points.at(-1)?.value, least, greatest, mean].map((value, index) => (
                  <td key={index}>
                    <MetricValue value={value === undefined ? undefined : String(value)} />
                  </td>
                ))}
                <td>{curve.points.length.toLocaleString('en')}</td>
              </tr>
            )
          })}
        </tbody>
      </Box>
    </Box>
  )
}

function rangeOf({ points }: Curve): { least?: number; greatest?: number; mean?: number } {
  let [least, greatest] = [Infinity, -Infinity]
  for (const { value } of points) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  const mean = summaryValue(summaryOfPoints(points), 'mean')
  return least > greatest ? {} : { least, greatest, ...(mean !== undefined && { mean }) }
}

const table = {
  width: '100%',
  minWidth: 640,
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  fontVariantNumeric: 'tabular-nums',
  '& tr': { borderBottom: 1, borderColor: 'divider' },
  '& th, & td': { py: 1.5, px: 2, textAlign: 'right', fontWeight: 400 },
  '& thead th': { color: 'text.secondary' },
  '& th:first-of-type': {
    pl: 0,
    width: '36%',
    textAlign: 'left',
    overflowWrap: 'anywhere',
  },
} as const
const swatch = {
  display: 'inline-block',
  width: 12,
  height: 3,
  mr: 2,
  borderRadius: 1,
  verticalAlign: 'middle',
} as const
