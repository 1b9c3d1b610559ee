import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { hasAccounts, useMay } from '../api/access/access.ts'
import { StageChip } from '../domain/StageChip.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'

const MoveDialog = onDemand(async () => (await import('./MoveDialog.tsx')).MoveDialog)
const RequestDialog = onDemand(async () => (await import('./reviews/RequestDialog.tsx')).RequestDialog)
const StageMenu = onDemand(async () => (await import('./StageMenu.tsx')).StageMenu)

type Asked = { what: 'move' | 'request'; stage: Stage }

/** Shows a version's stage, and moves it to another or asks somebody else to. */
export function StageSelect({ id, version }: { id: VersionId; version: ModelVersion }) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const [asked, setAsked] = useState<Asked>()
  const may = useMay({ model: id.name })
  const stage = version.current_stage ?? 'None'
  if (!may.moveToStaging && !may.request && hasAccounts)
    return (
      <Box sx={{ ml: { xs: 'auto', sm: 0 } }} role="group" aria-label="Stage">
        <StageChip stage={stage} />
      </Box>
    )
  const ask = (what: Asked['what']) => (stage: Stage) => {
    setAnchor(undefined)
    setAsked({ what, stage })
  }
  const close = () => setAsked(undefined)
  return (
    <>
      <Button
        // The label includes the current stage.
        aria-label={`Stage: ${stage}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        size="medium"
        color="inherit"
        endIcon={<ChevronDown size={16} />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider', ml: { xs: 'auto', sm: 0 } }}
      >
        <StageChip stage={stage} />
      </Button>
      {anchor && (
        <StageMenu
          id={id}
          stage={stage}
          anchor={anchor}
          onRequest={may.request ? ask('request') : undefined}
          may={may}
          onMove={ask('move')}
          onClose={() => setAnchor(undefined)}
        />
      )}
      {asked?.what === 'move' && <MoveDialog version={version} stage={asked.stage} onClose={close} />}
      {asked?.what === 'request' && <RequestDialog id={id} stage={asked.stage} onClose={close} />}
    </>
  )
}
