import type { Run } from '#contract/runs.ts'
import { tableCalls } from '../../../ui/table/table-calls.ts'

type RunsTable = {
  /** Whether some runs have children, shown below them. */
  isTree: boolean
  /** Expands or collapses a run. */
  toggle: (runId: string) => void
  /** Opens the dialog that registers a model of a run. */
  register: (run: Run) => void
  remove: (run: Run) => void
  restore: (run: Run) => void
  nameOf: (experimentId: string) => string
}

export const [RunsTable, useRunsTable] = tableCalls<RunsTable>()
