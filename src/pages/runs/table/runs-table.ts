import { createContext } from 'react'
import type { Run } from '#contract/runs.ts'

/** What the cells share: columns receive only their row. */
export type RunsTable = {
  /** Whether some runs have children, shown below them. */
  isTree: boolean
  /** Expands or collapses a run. */
  toggle: (runId: string) => void
  /**
   * Opens the dialog that registers a model of a run; the dialog outlives its row, which unmounts when scrolled away.
   */
  register: (run: Run) => void
  remove: (run: Run) => void
  restore: (run: Run) => void
  nameOf: (experimentId: string) => string
}

export const RunsTable = createContext<RunsTable | undefined>(undefined)
