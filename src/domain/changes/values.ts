import { compareNames } from '../../text/compare-names.ts'

/** One named value of two versions; missing where a version does not have it. */
export type ValueChange = { key: string; before?: string; after?: string }

export const isChanged = ({ before, after }: { before?: unknown; after?: unknown }): boolean => before !== after

/** The values of two versions side by side, sorted by name. */
export function valueChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ValueChange[] {
  return sortedKeys(before, after).map((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    return { key, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }
  })
}

/** The names in any of them, once, in natural order. */
export const sortedKeys = (...maps: readonly ReadonlyMap<string, unknown>[]): string[] =>
  [...new Set(maps.flatMap((map) => [...map.keys()]))].toSorted(compareNames)
