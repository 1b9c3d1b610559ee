import type { RegisteredModel } from '#contract/models.ts'
import { compareNames } from '../../../text/compare-names.ts'
import type { Column, SortingState } from '../../../ui/table/table-columns.ts'

/** The models in the order of a column, as the table sorts its rows; those without a value last. Cards are sorted so. */
export function sortedModels(
  models: readonly RegisteredModel[],
  columns: readonly Column<RegisteredModel>[],
  [by]: SortingState,
): readonly RegisteredModel[] {
  const sortBy = columns.find(({ id }) => id === by?.id)?.sortBy
  if (!by || !sortBy) return models
  const sign = by.desc ? -1 : 1
  return models
    .map((model) => ({ model, value: sortBy(model) }))
    .toSorted(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
      return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b)))
    })
    .map(({ model }) => model)
}
