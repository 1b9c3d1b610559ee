import type { Seen } from './filter-completion.ts'
import { ownTags } from '../tags.ts'
import type { Tag } from '../values.ts'

export type FreeEntity = 'metrics' | 'params' | 'tags'

/** Writes a key as every filter and order accepts it: quoted, since a key may hold spaces, slashes, dashes or SQL keywords. */
export function quotedKey(entity: FreeEntity, key: string): string {
  const quote = key.includes('`') ? '"' : '`'
  return `${entity}.${quote}${key}${quote}`
}

/** Writes a key as a person would: without quotes where none are needed. */
export const writtenKey = (entity: FreeEntity, key: string): string =>
  /^[A-Za-z_][\w.]*$/.test(key) ? `${entity}.${key}` : quotedKey(entity, key)

/** The tags that people gave these things, as written in a filter, with their values. */
export function seenTags(things: readonly { tags?: readonly Tag[] | undefined }[]): Seen {
  const seen = new Map<string, Set<string>>()
  for (const { tags } of things)
    for (const { key, value } of ownTags(tags)) {
      const name = writtenKey('tags', key)
      seen.set(name, (seen.get(name) ?? new Set()).add(value))
    }
  return seen
}
