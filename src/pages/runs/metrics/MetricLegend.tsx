import Box from '@mui/material/Box'
import { useMemo } from 'react'
import type { Tag } from '#contract/values.ts'
import { summaryOfPoints } from '#contract/metrics/points.ts'
import { summaryFor, summaryValue } from '../../../domain/metrics/metric-value.ts'
import { metricHeader } from '../../../domain/metric-meaning.ts'
import { colorAt, useChartColors } from '../../../ui/chart/chart-colors.ts'
import { type Curve, nearest } from '../../../ui/chart/curve.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { formatCount } from '../../../ui/text/format-count.ts'

type Props = { curves: readonly Curve[]; cursor: number | undefined; tags: readonly Tag[] }

/** The legend, with each curve's value at the cursor, last, best, min, max and mean. */
export function MetricLegend({ curves, cursor, tags }: Props) {
  const colors = useChartColors()
  const ranges = useMemo(() => curves.map(rangeOf), [curves]) // not on every cursor move
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box component="table" aria-label="Curves" sx={table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {['At cursor', 'Last', 'Best', 'Min', 'Max', 'Mean', 'Points'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map((curve, index) => {
            const range = ranges[index] ?? {}
            const best = summaryFor('best', curve.name, tags)
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
                {[pointed, curve.points.at(-1)?.value, best && range[best], range.min, range.max, range.mean].map(
                  (value, index) => (
                    <td key={index}>
                      <MetricValue value={value === undefined ? undefined : String(value)} />
                    </td>
                  ),
                )}
                <td>{formatCount(curve.points.length)}</td>
              </tr>
            )
          })}
        </tbody>
      </Box>
    </Box>
  )
}

function rangeOf({ points }: Curve): { min?: number; max?: number; mean?: number } {
  let [min, max] = [Infinity, -Infinity]
  for (const { value } of points) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const mean = summaryValue(summaryOfPoints(points), 'mean')
  return min > max ? {} : { min, max, ...(mean !== undefined && { mean }) }
}

const table = {
  width: '100%',
  minWidth: 700,
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
