import type { Seen } from './filter-completion.ts'
import { ownTags } from '../tags.ts'
import type { Tag } from '../values.ts'

export type FreeEntity = 'metrics' | 'params' | 'tags'

/** A key as every filter and order takes it: keys may hold blanks, slashes and dashes, and words of SQL are safe in quotes. */
export function quotedKey(entity: FreeEntity, key: string): string {
  const quote = key.includes('`') ? '"' : '`'
  return `${entity}.${quote}${key}${quote}`
}

/** The same as a person would write it: without quotes where it goes without. */
export const writtenKey = (entity: FreeEntity, key: string): string =>
  /^[A-Za-z_][\w.]*$/.test(key) ? `${entity}.${key}` : quotedKey(entity, key)

/** The tags that people gave these things, as a filter writes them, with their values. */
export function seenTags(things: readonly { tags?: readonly Tag[] | undefined }[]): Seen {
  const seen = new Map<string, Set<string>>()
  for (const { tags } of things)
    for (const { key, value } of ownTags(tags)) {
      const name = writtenKey('tags', key)
      seen.set(name, (seen.get(name) ?? new Set()).add(value))
    }
  return seen
}
