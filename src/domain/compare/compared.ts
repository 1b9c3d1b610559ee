import type { Tag } from '#contract/values.ts'
import { type Part, valueOf } from '../changes/part.ts'
import { sortedKeys } from '../changes/values.ts'
import { type Direction, metricHeader, metricMeaning } from '../metric-meaning.ts'
import { type ValueChoice, valueSuffix } from '../metrics/metric-value.ts'
import { numberKey } from '../../ui/table/numeric-text.ts'
import { compareNames } from '../../text/compare-names.ts'
import { formatCount } from '../../ui/text/format-count.ts'

export const comparedGroups = [
  'Metrics',
  'Parameters',
  'Signature',
  'Datasets',
  'Run',
  'Code',
  'Environment',
  'Registration',
  'Tags',
] as const
export type ComparedGroup = (typeof comparedGroups)[number]

/** What is compared: its values by group and name; a part that could not be read says why. */
export type ComparedThing = {
  id: string
  parts: Partial<Record<ComparedGroup, Part<ReadonlyMap<string, string | number>>>>
  /** The tags of its model, which say what its metrics mean. */
  tags?: readonly Tag[] | undefined
  /** Which value of its metrics is meant; the last by default. */
  choice?: ValueChoice
  /** What rows of texts are ordered by, by the row's id: a time, not its text. */
  sortKeys?: ReadonlyMap<string, number>
}

export type ComparedRow = {
  /** Of the row among all: `Metrics.rmse`. */
  id: string
  group: ComparedGroup
  key: string
  /** The key, for a metric with its unit. */
  name: string
  /** One for each thing; undefined where it has none, or where that is not known. */
  values: readonly (string | number | undefined)[]
  isSame: boolean
  direction?: Direction | undefined
  /** What the things are ordered by, where not by the values. */
  sortKeys?: readonly (number | undefined)[]
}

/** The name in a row's id. */
export const keyOfRow = (id: string): string => id.slice(id.indexOf('.') + 1)

/** Every value that any of the things has, by group, then by name. */
export function comparedRows(things: readonly ComparedThing[]): ComparedRow[] {
  const tags = things.find((thing) => thing.tags)?.tags
  const choice = things[0]?.choice ?? 'last'
  return comparedGroups.flatMap((group) => {
    const maps = things.map(({ parts }) => parts[group] && valueOf(parts[group]))
    return sortedKeys(...maps.filter((map) => map !== undefined)).map((key): ComparedRow => {
      const values = maps.map((map) => map?.get(key))
      const isMetric = group === 'Metrics'
      const direction = isMetric ? metricMeaning(key, tags).direction : undefined
      const isSame = values.every((value) => Object.is(value, values[0]))
      const id = `${group}.${key}`
      const hasKeys = things.some(({ sortKeys }) => sortKeys?.has(id))
      return {
        id,
        group,
        key,
        name: isMetric ? metricHeader(key, tags) + valueSuffix(choice, key, tags) : key,
        values,
        isSame,
        ...(direction && { direction }),
        ...(hasKeys && { sortKeys: things.map(({ sortKeys }) => sortKeys?.get(id)) }),
      }
    })
  })
}

/** “4 of 9 values shown”. */
export const shownOf = (shown: number, all: number): string =>
  shown === all ? `${formatCount(all)} values` : `${formatCount(shown)} of ${formatCount(all)} values shown`

/**
 * The order of the things by their values in a row: numbers by size, also those in texts, then texts, then what is
 * missing, which comes last either way.
 */
export function orderBy({ values, sortKeys }: ComparedRow, isDescending: boolean): number[] {
  const keys = (sortKeys ?? values).map((value) =>
    typeof value === 'number' ? value : value === undefined ? undefined : textKey(value),
  )
  return values
    .map((_, index) => index)
    .toSorted((a, b) => {
      const [one, other] = [keys[a], keys[b]]
      const rank = rankOf(one) - rankOf(other)
      if (rank !== 0) return rank
      return (isDescending ? -1 : 1) * compare(one, other) || a - b
    })
}

type Key = string | number | { number: string } | undefined

const textKey = (text: string): Key => {
  const number = numberKey(text)
  return number === undefined ? text : { number }
}

const rankOf = (key: Key): number => (key === undefined || Number.isNaN(key) ? 2 : typeof key === 'string' ? 1 : 0)

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a < b ? -1 : 1
  if (typeof a === 'object' && typeof b === 'object') return a.number === b.number ? 0 : a.number < b.number ? -1 : 1
  return typeof a === 'string' && typeof b === 'string' ? compareNames(a, b) : 0
}
