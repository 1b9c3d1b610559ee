import Button from '@mui/material/Button'
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { useTransitionStage, useUpdateVersion } from '../api/versions.ts'
import { StageChip } from '../ui/StageChip.tsx'
import { toast } from '../ui/toast.ts'
import { versionList } from '../ui/version-list.ts'
import { withTransitionNote } from './transition-note.ts'
import { onDemand } from '../ui/on-demand.tsx'

const StageMenu = onDemand(async () => (await import('./StageMenu.tsx')).StageMenu)

/** Shows a version's stage and moves it to another. */
export function StageSelect({ id, version }: { id: VersionId; version: ModelVersion }) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const stage = version.current_stage ?? 'None'
  const describe = useUpdateVersion(id)
  const transition = useTransitionStage(id)
  const note = (to: Stage) =>
    describe.mutate(withTransitionNote(version, to, new Date()), {
      onError: (error) => toast({ text: `Moved, but not noted in the description: ${error.message}`, tone: 'error' }),
    })
  const move = (to: Stage, archived: readonly string[] | undefined, isNoted: boolean) => {
    setAnchor(undefined)
    transition.mutate(
      { stage: to, archive_existing_versions: archived !== undefined },
      {
        onSuccess() {
          toast({ text: outcome(id.version, to, archived ?? []) })
          if (isNoted) note(to)
        },
      },
    )
  }
  return (
    <>
      {/* Named by what it is and shows. While a move is under way it refuses another but keeps the focus. */}
      <Button
        aria-label={`Stage: ${stage}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        aria-disabled={transition.isPending}
        size="medium"
        color="inherit"
        endIcon={<ChevronDown size={16} />}
        onClick={(event) => transition.isPending || setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider', ml: { xs: 'auto', sm: 0 } }}
      >
        <StageChip stage={stage} />
      </Button>
      {anchor && (
        <Suspense fallback={null}>
          <StageMenu id={id} stage={stage} anchor={anchor} onMove={move} onClose={() => setAnchor(undefined)} />
        </Suspense>
      )}
    </>
  )
}

function outcome(version: string, to: Stage, archived: readonly string[]): string {
  const moved = to === 'None' ? `Version ${version} is in no stage now.` : `Version ${version} is in ${to} now.`
  return archived.length > 0 ? `${moved} Archived: ${versionList(archived)}.` : moved
}
