import { createContext } from 'react'
import type { Run } from '#contract/runs.ts'

/** What the cells of the runs table share: columns get nothing but their row. */
export type RunsTable = {
  /** Some runs have children, which stand below them. */
  isTree: boolean
  /** Shows or hides the children of a run. */
  toggle: (runId: string) => void
  /** Opens the dialog that registers a model of a run; it outlives its row, which may be scrolled away. */
  register: (run: Run) => void
  remove: (run: Run) => void
  restore: (run: Run) => void
  nameOf: (experimentId: string) => string
}

export const RunsTable = createContext<RunsTable | undefined>(undefined)
