import type { Tag } from '#contract/values.ts'

/** The tags that all who have them set to the same value; where they differ, none of them speaks for all. */
export function agreedTags(each: readonly (readonly Tag[] | undefined)[]): Tag[] {
  const values = new Map<string, Set<string>>()
  for (const { key, value } of each.flatMap((tags) => tags ?? []))
    values.set(key, (values.get(key) ?? new Set()).add(value))
  return [...values].flatMap(([key, [value, ...others]]) =>
    value !== undefined && others.length === 0 ? [{ key, value }] : [],
  )
}
