import prettyBytes from 'pretty-bytes'
import { duration } from '../../ui/text/duration.ts'
import { type MetricChange, metricChange } from '../changes/metrics.ts'
import { differenceWords } from '../changes/words.ts'
import type { ComparedRow } from './compared.ts'
import { writtenNumbers } from './written-numbers.ts'

/** Rows whose texts are amounts, which their sort keys have exactly, and how such an amount is written. */
const amounts: Partial<Record<string, (amount: number) => string>> = {
  'Run.Duration': duration,
  'Environment.Size': prettyBytes,
}

type Numbers = readonly (number | undefined)[]

/** The values of a row of which one can say by how much they differ; undefined for a row of texts. */
export function numbersOf({ id, group, key, values, sortKeys }: ComparedRow): Numbers | undefined {
  if (amounts[id]) return sortKeys
  if (group === 'Metrics') return values.map((value) => (typeof value === 'number' ? value : undefined))
  return group === 'Parameters' || group === 'Tags' ? writtenNumbers(key, values) : undefined
}

/** How a value differs from the baseline's; undefined where one of them is no number, or both are the same. */
export function deltaOf(
  { key, direction }: Pick<ComparedRow, 'key' | 'direction'>,
  numbers: Numbers | undefined,
  index: number,
  baseline: number | undefined,
): MetricChange | undefined {
  if (!numbers || baseline === undefined || index === baseline) return undefined
  const [before, after] = [numbers[baseline], numbers[index]]
  if (before === undefined || after === undefined) return undefined
  const change = metricChange(key, before, after, direction)
  return change.verdict === 'same' ? undefined : change
}

/** By how much a value of this row differs, with its unit: `+12 s (+20%)`. */
export const deltaWords = ({ id }: Pick<ComparedRow, 'id'>, change: Omit<MetricChange, 'key' | 'verdict'>): string =>
  differenceWords(change, amounts[id])

/** The same without its share, where there is little room: `+12 s`. */
export const sizeWords = (row: Pick<ComparedRow, 'id'>, { difference }: MetricChange): string =>
  deltaWords(row, { ...(difference !== undefined && { difference }) })
