import type { VersionId } from '#contract/versions.ts'
import { ActivityList } from '../../parts/reviews/ActivityList.tsx'
import { CommentForm } from '../../parts/reviews/CommentForm.tsx'

/** The Activity tab of a version: a comment to add, and what happened so far. */
export function VersionActivity({ id }: { id: VersionId }) {
  return (
    <>
      <CommentForm id={id} />
      <ActivityList name={id.name} version={id.version} />
    </>
  )
}
