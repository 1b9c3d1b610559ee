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

type Tagged = { tags?: readonly Tag[] | undefined }

/** The tags that people gave these things, as written in a filter, with their values. */
export function seenTags(...lists: readonly (readonly Tagged[])[]): Seen {
  const seen = new Map<string, Set<string>>()
  for (const list of lists)
    for (const [name, values] of tagsIn(list)) {
      const all = seen.get(name) ?? new Set()
      seen.set(name, all)
      for (const value of values) all.add(value)
    }
  return seen
}

/** Of each list; asked for at each key that somebody presses, when lists have thousands of things. */
const remembered = new WeakMap<readonly Tagged[], Seen>()

function tagsIn(things: readonly Tagged[]): Seen {
  const known = remembered.get(things)
  if (known) return known
  const seen = new Map<string, Set<string>>()
  for (const { tags } of things)
    for (const { key, value } of ownTags(tags)) {
      const values = seen.get(key)
      if (values) values.add(value)
      else seen.set(key, new Set([value]))
    }
  const written = new Map([...seen].map(([key, values]) => [writtenKey('tags', key), values]))
  remembered.set(things, written)
  return written
}
