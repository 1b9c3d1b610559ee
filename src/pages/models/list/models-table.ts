import type { FoundModel } from '../../../domain/find/model-index.ts'
import { tableCalls } from '../../../ui/table/table-calls.ts'

type ModelsTable = {
  /** What a search for words found of each model, by its name. */
  found: ReadonlyMap<string, FoundModel>
  /** Asks before it deletes the model. */
  remove: (name: string) => void
}

export const [ModelsTable, useModelsTable] = tableCalls<ModelsTable>()
