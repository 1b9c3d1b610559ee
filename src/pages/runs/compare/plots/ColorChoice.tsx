import { withColor } from '../../../../domain/compare/plots-view.ts'
import { AxisChoice } from './AxisChoice.tsx'
import type { PlotProps } from './plot-props.ts'

/** Chooses the row whose values give the colors, of all charts alike. */
export const ColorChoice = ({ plots, onChange }: Pick<PlotProps, 'plots' | 'onChange'>) => (
  <AxisChoice
    label="Color"
    none="One color"
    value={plots.asked.color}
    plots={plots}
    onChoose={(id) => onChange((before) => withColor(before, id))}
  />
)
