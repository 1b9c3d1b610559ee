import { tableCalls } from '../../../ui/table/table-calls.ts'

type ModelsTable = {
  /** Asks before it deletes the model. */
  remove: (name: string) => void
}

export const [ModelsTable, useModelsTable] = tableCalls<ModelsTable>()
