import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelVersion } from '#contract/versions.ts'
import { isInUse, useDeleteModel } from '../../api/writes/delete-model.ts'
import { useMoveVersions } from '../../api/many-versions.ts'
import { versionQueries } from '../../api/versions.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { versionList } from '../../domain/version-list.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { useStayOpen } from '../../ui/forms/WriteDialog.tsx'

type Props = { name: string; onDeleted?: () => void; onClose: () => void }

/** Deletes a model after listing the consequences and asking for its name; refuses while versions are in use. */
export function DeleteModelDialog({ name, onDeleted, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const versions = useQuery(versionQueries.of(name))
  const remove = useDeleteModel()
  const active = (versions.data ?? []).filter(isInUse)
  const confirm = async () => {
    if (!(await succeeded(remove, name))) return
    toast({ text: `Model “${name}” deleted.` })
    onClose()
    onDeleted?.()
  }
  const count = versions.data?.length ?? 0
  // What is in use is listed, and a notice says why the versions could not be read again.
  const isSaid = active.length > 0 || remove.error?.message === versions.error?.message
  return (
    <ConfirmDialog
      title={`Delete model “${name}”?`}
      confirm="Delete model"
      destructive
      disabled={!versions.data || active.length > 0 || typed !== name}
      write={isSaid ? { ...remove, error: null } : remove}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {versions.isPending && <LoadingRows count={2} />}
      {versions.isError && (
        <ErrorNotice
          title="The versions could not be loaded"
          error={versions.error}
          onRetry={() => void versions.refetch()}
        />
      )}
      {active.length > 0 && <ArchiveFirst active={active} onArchived={remove.reset} />}
      {versions.data && active.length === 0 && (
        <Stack spacing={4}>
          <Typography>
            {count === 0
              ? 'It has no versions.'
              : `Its ${count === 1 ? 'only version is' : `${count} versions are`} deleted too.`}{' '}
            So are its description, tags and aliases. You can’t undo this. Runs and their files stay.
          </Typography>
          <TextField
            label="Type the model’s name to confirm"
            autoFocus
            fullWidth
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false } }}
          />
        </Stack>
      )}
    </ConfirmDialog>
  )
}

/** Says which versions are in use, and archives them. */
function ArchiveFirst({ active, onArchived }: { active: readonly ModelVersion[]; onArchived: () => void }) {
  const archive = useMoveVersions()
  useStayOpen(archive.isPending, archive.isError)
  const start = async () => {
    const change = { versions: active, stage: 'Archived', archive: false, isNoted: false } as const
    if (await succeeded(archive, change)) onArchived()
  }
  return (
    <Stack spacing={3} sx={{ alignItems: 'flex-start' }}>
      <Typography>
        You can’t delete this model while {versionList(active.map(({ version }) => version))}{' '}
        {active.length === 1 ? 'is' : 'are'} in Staging or Production.
      </Typography>
      <WriteButton pending={archive.isPending} onClick={() => void start()}>
        Archive {active.length === 1 ? 'version' : `${active.length} versions`}
      </WriteButton>
      {archive.error && (
        <Alert severity="error" variant="outlined">
          {archive.error.message}
        </Alert>
      )}
    </Stack>
  )
}
