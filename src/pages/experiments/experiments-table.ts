import type { ExperimentRequest } from '../../parts/experiments/ExperimentDialogs.tsx'
import { tableCalls } from '../../ui/table/table-calls.ts'

type ExperimentsTable = {
  /** Opens a dialog about an experiment. */
  request: (request: ExperimentRequest) => void
}

export const [ExperimentsTable, useExperimentsTable] = tableCalls<ExperimentsTable>()
