import Typography from '@mui/material/Typography'
import type { PlotAxis } from '../../../../domain/compare/plot-axis.ts'
import { formatNumber } from '../../../../ui/text/format-number.ts'

type Props = { name: string | undefined; index: number | undefined; axes: readonly PlotAxis[]; hint: string }

/** The run that is pointed at, with its values; until then what one can do. */
export const MarkedRun = ({ name, index = 0, axes, hint }: Props) => (
  <Typography data-screen="" variant="caption" color="textSecondary" component="p" noWrap sx={{ minHeight: 20, mt: 1 }}>
    {name !== undefined ? `${name}: ${axes.map((axis) => `${axis.name} ${textOf(axis, index)}`).join(', ')}` : hint}
  </Typography>
)

function textOf({ kind, categories, values }: PlotAxis, index: number): string {
  const value = values[index]
  if (value === undefined) return '–'
  return kind === 'category' ? (categories[value] ?? '') : formatNumber(value)
}
