import Typography from '@mui/material/Typography'
import { type Curve, nearest } from '../../../ui/chart/curve.ts'
import { type XAxis, xText } from '../../../ui/chart/x-axis.ts'
import { formatNumber } from '../../../ui/text/format-number.ts'

type Props = { curves: readonly Curve[]; axis: XAxis; cursor: number | undefined }

/** Describes the point at the cursor, also for screen readers. */
export function CursorLine({ curves, axis, cursor }: Props) {
  return (
    <Typography variant="caption" color="textSecondary" component="p" role="status" sx={{ minHeight: 20, mt: 1 }}>
      {cursor === undefined
        ? 'Hover over the curve, or focus it and use the arrow keys. + and − zoom.'
        : told(curves, axis, cursor)}
    </Typography>
  )
}

function told(curves: readonly Curve[], axis: XAxis, cursor: number): string {
  const here = curves.flatMap(({ name, xs, points }) => {
    const point = points[nearest(xs, cursor)]
    return point ? [{ name, point }] : []
  })
  const [first] = here
  if (!first) return ''
  return `${xText(first.point, axis)}: ${here.map(({ name, point }) => `${name} ${formatNumber(String(point.value))}`).join(', ')}`
}
