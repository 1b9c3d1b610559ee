import type { FoundModel } from '../../../domain/find/model-index.ts'
import { tableCalls } from '../../../ui/table/table-calls.ts'

type ModelsTable = {
  /** What a search for words found of each model, by its name. */
  found: ReadonlyMap<string, FoundModel>
  /** The URL's parameters with a comparison more: if each row read them for itself, it would take half as long as drawing the row. */
  narrowed: (clause: string) => string
  /** Asks before it deletes the model. */
  remove: (name: string) => void
}

export const [ModelsTable, useModelsTable] = tableCalls<ModelsTable>()
