import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { call } from '../../../api/client.ts'
import { VersionLinks } from '../../../domain/VersionLinks.tsx'
import { paths } from '../../../paths.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../../ui/layout/Section.tsx'

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
          <Button onClick={() => which.mutate()} disabled={which.isPending}>
            {which.isPending ? 'Comparing files…' : 'Find versions with the same files'}
          </Button>
        )}
        {which.error && (
          <ErrorNotice title="The files could not be compared" error={which.error} onRetry={() => which.mutate()} />
        )}
        <div role="status">{which.data && <Found {...which.data} />}</div>
      </Stack>
    </Section>
  )
}

function Found({ exact, near, unread }: Awaited<ReturnType<typeof call<'whichVersions'>>>) {
  return (
    <>
      {exact.length === 0 && <Typography variant="body2">No version holds exactly these files.</Typography>}
      <VersionLinks versions={exact} />
      {near.map((one) => (
        <Typography key={`${one.name}/${one.version}`} variant="body2">
          <Link component={RouterLink} to={paths.version(one)}>
            <bdi>{one.name}</bdi> version {one.version}
          </Link>{' '}
          differs in {one.differing} of {one.of} files
        </Typography>
      ))}
      {unread > 0 && (
        <Typography variant="caption" color="textSecondary">
          Not compared: {unread === 1 ? 'one version' : `${unread} versions`} whose files are stored elsewhere.
        </Typography>
      )}
    </>
  )
}
