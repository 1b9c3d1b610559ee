import { ownTags } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import { Pill, Pills } from '../ui/text/Pill.tsx'

/** Read-only user tags. */
export function TagPills({ tags }: { tags: readonly Tag[] | undefined }) {
  const own = ownTags(tags)
  return (
    <Pills label="Tags">
      {own.length === 0 && '–'}
      {own.map(({ key, value }) => (
        <Pill key={key} title={`${key}: ${value}`}>
          <span className="key">{key}</span> {value}
        </Pill>
      ))}
    </Pills>
  )
}
