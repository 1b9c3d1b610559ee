import Stack from '@mui/material/Stack'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../../api/client.ts'
import { SameVersions } from '../../../domain/find/SameVersions.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'

/** The versions of any model that hold exactly the files of what a run logged. Asked for on demand: files are read for it. */
export function SameFiles({ runId }: { runId: string }) {
  const which = useMutation({
    mutationFn: () => call('whichVersions', { run_id: runId }),
    meta: { errorShown: 'inline' },
  })
  return (
    <Section title="Versions with the same files">
      <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
        {!which.data && (
          <WriteButton onClick={() => which.mutate()} pending={which.isPending}>
            Find versions with the same files
          </WriteButton>
        )}
        {which.error && (
          <ErrorNotice title="The files could not be compared" error={which.error} onRetry={() => which.mutate()} />
        )}
        <div role="status">
          {which.isPending && 'Comparing files…'}
          {which.data && <SameVersions answer={which.data} />}
        </div>
      </Stack>
    </Section>
  )
}
