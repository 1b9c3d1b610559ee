import type { RegisteredModel } from '#contract/models.ts'
import { ownTags } from '#contract/tags.ts'
import { tagKey } from './tag-clause.ts'

/** The tags that these models have, as a filter writes them, with their values. */
export function seenTags(models: readonly RegisteredModel[]): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>()
  for (const { tags } of models)
    for (const { key, value } of ownTags(tags)) {
      const values = seen.get(tagKey(key)) ?? new Set()
      seen.set(tagKey(key), values.add(value))
    }
  return seen
}
