import Button from '@mui/material/Button'
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { useTransitionStage, useUpdateVersion } from '../api/versions.ts'
import { StageChip } from '../domain/StageChip.tsx'
import { toast } from '../ui/feedback/toast.ts'
import { versionList } from '../domain/version-list.ts'
import { withTransitionNote } from './transition-note.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'

const StageMenu = onDemand(async () => (await import('./StageMenu.tsx')).StageMenu)

/** Shows a version's stage and moves it to another. */
export function StageSelect({ id, version }: { id: VersionId; version: ModelVersion }) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const stage = version.current_stage ?? 'None'
  const describe = useUpdateVersion(id)
  const transition = useTransitionStage(id)
  const note = async (moved: ModelVersion, to: Stage) => {
    try {
      await describe.mutateAsync({ text: withTransitionNote(moved, to, new Date()) })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      toast({ text: `Moved, but not noted in the description: ${why}`, tone: 'error' })
    }
  }
  // Awaited, not called back: what was asked for is done to its end even when the page is left meanwhile.
  const move = async (to: Stage, archived: readonly string[] | undefined, isNoted: boolean) => {
    setAnchor(undefined)
    const change = { stage: to, archive_existing_versions: archived !== undefined, shown: version }
    const moved = await transition.mutateAsync(change).catch(() => undefined) // a refusal is told by query-client.ts
    if (!moved) return
    toast({ text: outcome(id.version, to, archived ?? []) })
    if (isNoted) await note(moved.model_version, to)
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
          <StageMenu
            id={id}
            stage={stage}
            anchor={anchor}
            onMove={(...asked) => void move(...asked)}
            onClose={() => setAnchor(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

function outcome(version: string, to: Stage, archived: readonly string[]): string {
  const moved = to === 'None' ? `Version ${version} is in no stage now.` : `Version ${version} is in ${to} now.`
  return archived.length > 0 ? `${moved} Archived: ${versionList(archived)}.` : moved
}
