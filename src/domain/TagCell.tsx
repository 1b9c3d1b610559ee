import type { Tag } from '#contract/values.ts'
import { Pill } from '../ui/text/Pill.tsx'

/** The first tag and how many more; all of them on hover. */
export function TagCell({ tags: [first, ...rest] }: { tags: readonly Tag[] }) {
  if (!first) return <span>–</span>
  return (
    <span className="tags" title={[first, ...rest].map(({ key, value }) => `${key}: ${value}`).join('\n')}>
      <Pill>
        <span className="key">{first.key}</span> {first.value}
      </Pill>
      {rest.length > 0 && <span>+{rest.length}</span>}
    </span>
  )
}
