import Typography from '@mui/material/Typography'
import { useMemo } from 'react'
import { deltaOf, numbersOf, sizeWords } from '../../../../domain/compare/delta.ts'
import type { PlotAxis } from '../../../../domain/compare/plot-axis.ts'
import { formatNumber } from '../../../../ui/text/format-number.ts'
import type { PlotProps } from './plot-props.ts'

type Props = Pick<PlotProps, 'runs' | 'plots' | 'baseline'> & {
  /** The index of the run that is pointed at. */
  index: number | undefined
  axes: readonly PlotAxis[]
  hint: string
}

/** The run that is pointed at, with its values and how they differ from the baseline's; until then what one can do. */
export function MarkedRun({ runs, plots: { names, rowOf }, baseline, index, axes, hint }: Props) {
  const rows = useMemo(
    () =>
      baseline === undefined
        ? []
        : axes.map(({ id }) => {
            const row = rowOf(id)
            return row && { row, numbers: numbersOf(row) }
          }),
    [axes, baseline, rowOf],
  )
  const nameOf = (at: number) => names.get(runs[at]?.info.run_id ?? '') ?? ''
  return (
    <Typography
      data-screen=""
      variant="caption"
      color="textSecondary"
      component="p"
      noWrap
      sx={{ minHeight: 20, mt: 1 }}
    >
      {index === undefined ? hint : `${titleOf(index)}: ${axes.map((axis, at) => told(axis, at, index)).join(', ')}`}
    </Typography>
  )

  function titleOf(at: number): string {
    return baseline === undefined || baseline === at ? nameOf(at) : `${nameOf(at)} against ${nameOf(baseline)}`
  }

  function told(axis: PlotAxis, at: number, marked: number): string {
    const known = rows[at]
    const change = known && deltaOf(known.row, known.numbers, marked, baseline)
    const words = change && sizeWords(known.row, change)
    return `${axis.name} ${textOf(axis, marked)}${words ? ` (${words})` : ''}`
  }
}

function textOf({ kind, categories, values }: PlotAxis, index: number): string {
  const value = values[index]
  if (value === undefined) return '–'
  return kind === 'category' ? (categories[value] ?? '') : formatNumber(value)
}
