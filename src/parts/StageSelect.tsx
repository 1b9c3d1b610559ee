import Button from '@mui/material/Button'
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { serverInfo } from '../api/server-info.ts'
import { useMoveVersion } from '../api/move-version.ts'
import { StageChip } from '../domain/StageChip.tsx'
import { toast } from '../ui/feedback/toast.ts'
import { versionList } from '../domain/version-list.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'

const RequestDialog = onDemand(async () => (await import('./reviews/RequestDialog.tsx')).RequestDialog)
const StageMenu = onDemand(async () => (await import('./StageMenu.tsx')).StageMenu)

/** Shows a version's stage and moves it to another. */
export function StageSelect({ id, version }: { id: VersionId; version: ModelVersion }) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const [requested, setRequested] = useState<Stage>()
  const stage = version.current_stage ?? 'None'
  const transition = useMoveVersion()
  // Awaited instead of onSuccess, so that it finishes even if the user leaves the page.
  const move = async (to: Stage, archived: readonly string[] | undefined, isNoted: boolean) => {
    setAnchor(undefined)
    const change = { shown: version, stage: to, archive: archived !== undefined, isNoted }
    try {
      const { noteError } = await transition.mutateAsync(change)
      toast({ text: outcome(id.version, to, archived ?? []) })
      if (noteError) toast({ text: `Version moved, but the note was not added: ${noteError.message}`, tone: 'error' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'error' })
    }
  }
  return (
    <>
      {/* The label includes the current stage. During a move the button ignores presses but keeps the focus. */}
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
            onRequest={
              serverInfo.capabilities.reviews
                ? (to) => {
                    setAnchor(undefined)
                    setRequested(to)
                  }
                : undefined
            }
            onMove={(...asked) => void move(...asked)}
            onClose={() => setAnchor(undefined)}
          />
        </Suspense>
      )}
      {requested && (
        <Suspense fallback={null}>
          <RequestDialog id={id} stage={requested} onClose={() => setRequested(undefined)} />
        </Suspense>
      )}
    </>
  )
}

function outcome(version: string, to: Stage, archived: readonly string[]): string {
  const moved =
    to === 'None'
      ? `Stage removed from version ${version}.`
      : to === 'Archived'
        ? `Version ${version} archived.`
        : `Version ${version} moved to ${to}.`
  return archived.length > 0 ? `${moved} Archived ${versionList(archived)}.` : moved
}
