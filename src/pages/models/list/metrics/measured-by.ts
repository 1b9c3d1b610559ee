import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import { metricHeader } from '../../../../domain/metric-meaning.ts'
import type { ValueChoice } from '../../../../domain/metrics/metric-value.ts'
import type { Column } from '../../../../ui/table/table-columns.ts'

/** The metric that the models are sorted by, which value of it, by the model's name, and the tags that say what it means. */
export type SortedBy = {
  metric: string
  choice: ValueChoice
  /** The values that are there: the best is the last where nobody has said which is better. */
  shown: ValueChoice
  values: ReadonlyMap<string, number> | undefined
  tags: readonly Tag[] | undefined
}

/** The column of the metrics, which shows only that one. */
export const measuredBy = (
  column: Column<RegisteredModel>,
  { metric, choice, shown, values, tags }: SortedBy,
): Column<RegisteredModel> => ({
  ...column,
  header: metricHeader(metric, tags) + (choice === 'last' ? '' : `, ${shown}`),
  hint: `${metric} of the version in Production`,
  sortBy: ({ name }) => values?.get(name),
})
