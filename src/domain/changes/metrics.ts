import type { Tag } from '#contract/values.ts'
import { type Direction, metricMeaning } from '../metric-meaning.ts'
import { sortedKeys } from './values.ts'

/** How a metric changed. `broken` and `mended` are a value that became, or stopped being, NaN. */
export type MetricVerdict = 'same' | 'better' | 'worse' | 'changed' | 'new' | 'gone' | 'broken' | 'mended'

export type MetricChange = {
  key: string
  before?: number
  after?: number
  /** After minus before, where both are finite. */
  difference?: number
  /** The difference relative to the value before, where that tells something. */
  ratio?: number
  verdict: MetricVerdict
}

/** The metrics of two versions side by side; `tags` are those of the model that says which values are better. */
export function metricChanges(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  tags: readonly Tag[] | undefined,
): MetricChange[] {
  return sortedKeys(before, after).map((key) =>
    metricChange(key, before.get(key), after.get(key), metricMeaning(key, tags).direction),
  )
}

/** How one metric changed; `direction` says which values are better. */
export const metricChange = (
  key: string,
  before: number | undefined,
  after: number | undefined,
  direction: Direction | undefined,
): MetricChange => ({
  key,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
  ...differenceOf(before, after),
  verdict: verdictOf(before, after, direction),
})

/** A larger share of the value before tells nothing: that was almost zero. */
const MOST_RATIO = 10_000

function differenceOf(before = NaN, after = NaN): { difference?: number; ratio?: number } {
  const difference = after - before
  // The largest double stands for Infinity (docs/rest-contract.md §3), from which nothing is at a distance.
  if (!(Math.abs(difference) < Number.MAX_VALUE) || before === after) return {}
  const ratio = difference / Math.abs(before)
  return { difference, ...(Math.abs(ratio) <= MOST_RATIO && { ratio }) }
}

function verdictOf(before: number | undefined, after: number | undefined, direction?: Direction): MetricVerdict {
  if (before === undefined) return 'new'
  if (after === undefined) return 'gone'
  if (Object.is(before, after) || before === after) return 'same'
  if (Number.isNaN(after)) return 'broken'
  if (Number.isNaN(before)) return 'mended'
  if (!direction) return 'changed'
  return after > before === (direction === 'higher') ? 'better' : 'worse'
}
