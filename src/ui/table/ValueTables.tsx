import Typography from '@mui/material/Typography'
import { type ValueRow, ValueTable } from './ValueTable.tsx'

type Props = {
  metrics: readonly ValueRow[]
  params: readonly ValueRow[]
  /** Shown when there are neither. */
  none: string
}

/** Metrics and params, side by side if there is room. */
export function ValueTables({ metrics, params, none }: Props) {
  if (metrics.length + params.length === 0) return <Typography color="textSecondary">{none}</Typography>
  return (
    <div className="beside tops">
      <ValueTable title="Metrics" rows={metrics} isNumeric level={2} />
      <ValueTable title="Params" rows={params} level={2} />
    </div>
  )
}
