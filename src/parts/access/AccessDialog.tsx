import Box from '@mui/material/Box'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Access, Grant, ThingId } from '#contract/access/access.ts'
import { accessQueries } from '../../api/access/access.ts'
import { useSetAccess } from '../../api/access/set-access.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { RemoveButton } from '../../ui/forms/RemoveButton.tsx'
import { CloseButton, useStayOpen, WriteDialog } from '../../ui/forms/WriteDialog.tsx'
import { WhomToAsk } from '../WhomToAsk.tsx'
import { GiveLevelForm } from './GiveLevelForm.tsx'
import { SharedLinks } from './SharedLinks.tsx'
import { listRow } from './list-row.ts'

type Props = { thing: ThingId; onClose: () => void }

/** What one may do with a model or an experiment and why; for its managers also who else, which they can change. */
export function AccessDialog({ thing, onClose }: Props) {
  const id = useId()
  const { data: access, error, refetch } = useQuery(accessQueries.of(thing))
  return (
    <WriteDialog onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>Access</DialogTitle>
      <DialogContent>
        {error && !access && (
          <ErrorNotice title="The levels could not be loaded" error={error} onRetry={() => void refetch()} />
        )}
        {!error && !access && <LoadingRows count={3} />}
        {access && (
          <Typography sx={{ mb: 3 }}>
            Your level is <strong>{access.level}</strong>: {reasons[access.why]}.
          </Typography>
        )}
        {access && !access.may.manage && (
          <WhomToAsk thing={thing} needs={`A higher level can be given by a manager of this ${kindOf(thing)}.`} />
        )}
        {access?.grants && <Grants thing={thing} grants={access.grants} />}
        {access?.may.manage && <GiveLevelForm thing={thing} />}
        {access?.may.manage && 'model' in thing && <SharedLinks model={thing.model} />}
      </DialogContent>
      <DialogActions>
        <CloseButton>Close</CloseButton>
      </DialogActions>
    </WriteDialog>
  )
}

const kindOf = (thing: ThingId) => ('model' in thing ? 'model' : 'experiment')

const reasons: Record<Access['why'], string> = {
  admin: 'admins have every level',
  account: 'it was given to you',
  group: 'a group of yours has it',
  everybody: 'everybody has it',
  default: 'it is what your role has by default',
}

/** Everybody with a level. */
function Grants({ thing, grants }: { thing: ThingId; grants: readonly Grant[] }) {
  const set = useSetAccess(thing)
  useStayOpen(set.isPending, set.isError)
  if (grants.length === 0)
    return (
      <Typography color="textSecondary" sx={{ mb: 3 }}>
        No levels given yet.
      </Typography>
    )
  return (
    <>
      <Box component="ul" aria-label="Levels" sx={{ listStyle: 'none', m: 0, mb: 3, p: 0 }}>
        {grants.map(({ holder, name, level, is_creator }) => (
          <Box component="li" key={`${holder} ${name}`} sx={listRow}>
            <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              {name === undefined ? 'Everybody' : <bdi>{name}</bdi>}
              <Typography variant="caption" color="textSecondary" component="div">
                {level === 'NONE' ? 'No access' : level}
                {holder === 'group' && ' · group'}
                {is_creator && ' · created it'}
              </Typography>
            </Box>
            <RemoveButton
              label={`Remove level of ${name ?? 'everybody'}`}
              pending={set.isPending}
              onClick={() => set.mutate({ holder, ...(name !== undefined && { name }) })}
            >
              Remove
            </RemoveButton>
          </Box>
        ))}
      </Box>
      {set.error && (
        <Box role="alert" sx={{ color: 'error.main', mb: 3 }}>
          {set.error.message}
        </Box>
      )}
    </>
  )
}
