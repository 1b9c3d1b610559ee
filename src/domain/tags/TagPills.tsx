import { ownTags } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { Pill, Pills } from '../../ui/text/Pill.tsx'

/** Read-only user tags; pressing one opens its whole value. */
export function TagPills({ tags }: { tags: readonly Tag[] | undefined }) {
  const own = ownTags(tags)
  return (
    <Pills label="Tags">
      {own.length === 0 && '–'}
      {own.map(({ key, value }) => (
        <Pill key={key}>
          <button type="button" title={withoutSecrets(value)} aria-haspopup="dialog" data-whole={key}>
            <span className="key">{key}</span> {withoutSecrets(value)}
          </button>
        </Pill>
      ))}
    </Pills>
  )
}
