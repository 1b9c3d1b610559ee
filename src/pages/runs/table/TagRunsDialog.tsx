import { useTagRuns } from '../../../api/many-runs.ts'
import { TagDialog } from '../../../parts/TagDialog.tsx'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { ids: readonly string[]; onClose: () => void }

/** Sets one tag on every selected run. */
export function TagRunsDialog({ ids, onClose }: Props) {
  const tagging = useTagRuns()
  return (
    <TagDialog
      what={ids.length === 1 ? '1 run' : `${ids.length.toLocaleString('en')} runs`}
      hint={() => 'Replaces the value on runs that already have this tag.'}
      write={tagging}
      onSet={(tag) => succeeded(tagging, { ids, tag })}
      onDone={onClose}
      onClose={onClose}
    />
  )
}
