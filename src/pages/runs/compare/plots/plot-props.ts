import type { Run } from '#contract/runs.ts'
import type { Plots } from './use-plots.ts'

/** What each chart of the comparison is given. */
export type PlotProps = {
  runs: readonly Run[]
  plots: Plots
  /** The index of the run that the others are compared with. */
  baseline: number | undefined
  onChange: (next: (before: URLSearchParams) => URLSearchParams) => void
}
