import { useTagRuns } from '../../../api/many-runs.ts'
import { TagDialog } from '../../../parts/TagDialog.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

type Props = { ids: readonly string[]; onClose: () => void }

/** Sets one tag on every selected run. */
export function TagRunsDialog({ ids, onClose }: Props) {
  const tagging = useTagRuns()
  return (
    <TagDialog
      what={ids.length === 1 ? '1 run' : `${formatCount(ids.length)} runs`}
      hint={() => 'Replaces the value on runs that already have this tag.'}
      write={tagging}
      onSet={(tag) => succeeded(tagging, { ids, tag })}
      onDone={onClose}
      onClose={onClose}
    />
  )
}
