import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { compareNames } from '../../../text/compare-names.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

/** How cards are grouped: by owner, or by the tag with this key. */
export type GroupBy = { kind: 'owner' } | { kind: 'tag'; key: string }

/** The grouping in the URL: `?by=owner`, `?by=tags.team`; undefined for none. */
export function groupByOf(param: string | null): GroupBy | undefined {
  if (param === 'owner') return { kind: 'owner' }
  return param?.startsWith('tags.') ? { kind: 'tag', key: param.slice(5) } : undefined
}

/** The models by owner or by a tag's value, in the order of their names; those without come last. */
export function groupsOf(models: readonly RegisteredModel[], by: GroupBy | undefined) {
  if (!by) return [{ items: models }]
  const nothing = by.kind === 'owner' ? 'No owner' : `Without ${by.key}`
  const valueOf = ({ tags }: RegisteredModel) => tagValue(tags, by.kind === 'owner' ? OWNER_TAG : by.key)?.trim() ?? ''
  const groups = [...Map.groupBy(models, valueOf)]
  return groups
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : compareNames(a, b)))
    .map(([value, items]) => ({ title: `${value || nothing} (${formatCount(items.length)})`, items }))
}

/** Tags that more models have come first; more than these nobody reads. */
const MOST_KEYS = 50

/** The keys of tags that models can be grouped by. */
export function tagKeysOf(models: readonly RegisteredModel[]): string[] {
  const counts = new Map<string, number>()
  for (const { tags } of models) for (const { key } of ownTags(tags)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || compareNames(a, b))
    .slice(0, MOST_KEYS)
    .map(([key]) => key)
}
