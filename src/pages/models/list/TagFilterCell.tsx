import { Link as RouterLink, useSearchParams } from 'react-router'
import type { Tag } from '#contract/values.ts'
import { TagCell } from '../../../domain/TagCell.tsx'
import { withParam } from '../../../url-params.ts'
import { searchWith, tagClause } from './tag-clause.ts'

/** A model's tags; the visible one links to all models that have it. */
export function TagFilterCell({ tags }: { tags: readonly Tag[] }) {
  const [params] = useSearchParams()
  const [first] = tags
  const clause = first && tagClause(first.key, first.value)
  if (!clause) return <TagCell tags={tags} />
  const search = withParam(params, 'q', searchWith(params, clause))
  return (
    <RouterLink to={{ search: search.toString() }} title="Show only models with this tag">
      <TagCell tags={tags} />
    </RouterLink>
  )
}
