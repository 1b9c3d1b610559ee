import Box from '@mui/material/Box'
import type { Run } from '#contract/runs.ts'
import type { PlotKind } from '../../../../domain/compare/plots-view.ts'
import { AxesPlot } from './AxesPlot.tsx'
import { CurvesPlot } from './CurvesPlot.tsx'
import { ScatterPlot } from './ScatterPlot.tsx'
import type { Plots } from './use-plots.ts'

type Props = {
  shown: readonly PlotKind[]
  runs: readonly Run[]
  plots: Plots
  order: readonly number[]
  onChange: (next: (before: URLSearchParams) => URLSearchParams) => void
}

/** The charts of a comparison. */
export function RunPlots({ shown, runs, plots, order, onChange }: Props) {
  const props = { runs, plots, onChange }
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: columns(shown) }, gap: 6, mb: 6 }}>
      {shown.includes('axes') && (
        <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
          <AxesPlot {...props} />
        </Box>
      )}
      {shown.includes('scatter') && <ScatterPlot {...props} />}
      {shown.includes('curves') && <CurvesPlot {...props} order={order} />}
    </Box>
  )
}

const columns = (shown: readonly PlotKind[]) =>
  shown.includes('scatter') && shown.includes('curves') ? 'repeat(2, minmax(0, 1fr))' : 'minmax(0, 1fr)'
