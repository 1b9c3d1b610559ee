import { writtenKey } from '#contract/filter/filter-key.ts'

/** The comparison that finds models with exactly this tag, or undefined if no filter can express its value. */
export function tagClause(key: string, value: string): string | undefined {
  const name = writtenKey('tags', key)
  if (!value.includes("'")) return `${name} = '${value}'`
  return value.includes('"') ? undefined : `${name} = "${value}"`
}
