import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Place } from '#contract/model-uri.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { registeredAt, registrationQueries } from '../../api/registrations.ts'
import { paths } from '../../paths.ts'
import { StageChip } from '../../domain/StageChip.tsx'
import { usePrinting } from '../../ui/print/printing.ts'

/** The versions registered from exactly this place, with their stage; nothing if there are none. */
export function RegisteredVersions({ place }: { place: Place }) {
  const versions = useRegisteredAt(place)
  const [all, setAll] = useState(false)
  const isPrinting = usePrinting()
  if (versions.length === 0) return null
  const shown = all || isPrinting || versions.length <= SHOWN + 1 ? versions : versions.slice(0, SHOWN)
  return (
    <Box component="ul" aria-label="Registered versions" sx={list}>
      {shown.map((version) => (
        <li key={`${version.name}/${version.version}`}>
          <Link component={RouterLink} to={paths.version(version)} sx={{ overflowWrap: 'anywhere' }}>
            {version.name}{' '}
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              version {version.version}
            </Box>
          </Link>
          <StageChip stage={version.current_stage ?? 'None'} />
        </li>
      ))}
      {versions.length > SHOWN + 1 && !isPrinting && (
        <li>
          <Link component="button" type="button" variant="body2" onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${versions.length - SHOWN} more`}
          </Link>
        </li>
      )}
    </Box>
  )
}

/** Versions shown at first. One more would take no more room than the button. */
const SHOWN = 4

/** A logged model's versions name its run; without a run they are searched by the model. */
function useRegisteredAt(place: Place) {
  const { owner } = place
  const modelId = 'model_id' in owner ? owner.model_id : ''
  const model = useQuery({ ...loggedModelQueries.detail(modelId), enabled: modelId !== '' })
  const runId = 'run_id' in owner ? owner.run_id : (model.data?.info.source_run_id ?? '')
  const ofRun = useQuery({ ...registrationQueries.ofRun(runId), enabled: runId !== '' })
  const alone = model.data !== undefined && runId === ''
  const ofModel = useQuery({ ...registrationQueries.ofLoggedModel(modelId), enabled: alone })
  return registeredAt(ofRun.data ?? ofModel.data ?? [], place)
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  pt: 1,
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'flex-end',
  columnGap: 5,
  rowGap: 1,
  typography: 'body2',
  '& li': { display: 'flex', alignItems: 'center', gap: 2, minWidth: 0 },
} as const
