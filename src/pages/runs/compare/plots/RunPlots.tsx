import Box from '@mui/material/Box'
import type { PlotKind } from '../../../../domain/compare/plots-view.ts'
import { AxesPlot } from './AxesPlot.tsx'
import { CurvesPlot } from './CurvesPlot.tsx'
import type { PlotProps } from './plot-props.ts'
import { ScatterPlot } from './ScatterPlot.tsx'

type Props = PlotProps & {
  shown: readonly PlotKind[]
  order: readonly number[]
}

/** The charts of a comparison. */
export function RunPlots({ shown, order, ...props }: Props) {
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
