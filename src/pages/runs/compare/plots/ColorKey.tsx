import Box from '@mui/material/Box'
import type { PlotAxis } from '../../../../domain/compare/plot-axis.ts'
import { rangeOf } from '../../../../domain/compare/plot-axis.ts'
import { endsOf } from '../../../../domain/compare/plot-colors.ts'
import { colorAt, useChartColors } from '../../../../ui/chart/chart-colors.ts'
import { formatNumber } from '../../../../ui/text/format-number.ts'

/** Categories that are named; more colours could not be told apart. */
const MOST = 8

/** What the colours mean. */
export function ColorKey({ axis }: { axis: PlotAxis }) {
  const look = useChartColors()
  if (axis.kind === 'category')
    return (
      <Box component="ul" aria-label={`Colors: ${axis.name}`} sx={key}>
        {axis.categories.slice(0, MOST).map((category, at) => (
          <li key={category}>
            <span className="dot" style={{ background: colorAt(look.curves, at) }} />
            <bdi>{category || '(empty)'}</bdi>
          </li>
        ))}
        {axis.categories.length > MOST && <li>and {axis.categories.length - MOST} more</li>}
      </Box>
    )
  const [low, high] = rangeOf(axis.values)
  const [from, to] = endsOf(axis, look)
  if (low > high) return null
  const end = (isLow: boolean) =>
    axis.direction ? (isLow === (axis.direction === 'lower') ? ' (better)' : ' (worse)') : ''
  return (
    <Box component="p" aria-label={`Colors: ${axis.name}`} role="img" sx={key}>
      <span>
        {formatNumber(low)}
        {end(true)}
      </span>
      <span className="bar" style={{ background: `linear-gradient(to right, ${from}, ${to})` }} />
      <span>
        {formatNumber(high)}
        {end(false)}
      </span>
    </Box>
  )
}

const key = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 3,
  rowGap: 1,
  listStyle: 'none',
  p: 0,
  m: 0,
  typography: 'caption',
  color: 'text.secondary',
  '& li': { display: 'inline-flex', alignItems: 'center', gap: 1, maxWidth: 200, overflowWrap: 'anywhere' },
  '& .dot': { width: 8, height: 8, borderRadius: '50%', flexShrink: 0 },
  '& .bar': { width: 96, height: 6, borderRadius: 1 },
} as const
