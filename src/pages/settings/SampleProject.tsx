import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useServerRights } from '../../api/access/access.ts'
import { meQuery } from '../../api/caller/try-sign-in.ts'
import { sampleQueries, useRemoveSample } from '../../api/sample.ts'
import { AskOne } from '../../parts/AskOne.tsx'
import { LoadSample, sayRemoved } from '../../parts/LoadSample.tsx'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { Time } from '../../ui/text/Time.tsx'

/** Shows whether the sample project is loaded; loads or removes it. */
export function SampleProject() {
  const sample = useQuery(sampleQueries.state())
  const { administrate } = useServerRights()
  const admins = useQuery(meQuery).data?.admins ?? []
  const [isAsking, setAsking] = useState(false)
  if (sample.isPending) return <LoadingRows count={1} />
  if (sample.isError)
    return (
      <ErrorNotice
        title="The sample project’s state could not be loaded"
        error={sample.error}
        onRetry={() => void sample.refetch()}
      />
    )
  const { loaded_at } = sample.data
  const offer =
    loaded_at === undefined ? <LoadSample /> : <Button onClick={() => setAsking(true)}>Remove sample project</Button>
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        {loaded_at === undefined ? (
          'A team’s models, runs and artifacts to explore.'
        ) : (
          <>
            Loaded <Time ms={loaded_at} />. Removing it keeps everything you created.
          </>
        )}
      </Typography>
      {administrate ? (
        offer
      ) : (
        <Typography variant="body2" color="textSecondary">
          Only admins can load or remove it.
          <AskOne of={admins} />
        </Typography>
      )}
      {isAsking && <RemoveDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const remove = useRemoveSample({
    onDone: () => {
      sayRemoved()
      onClose()
    },
    errorShown: 'inline',
  })
  return (
    <ConfirmDialog
      title="Remove sample project?"
      confirm="Remove"
      destructive
      write={remove}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Typography>
        This deletes its models, experiments, runs and files, including any changes to them. Your own work stays. If any
        of it depends on the sample, nothing is removed and you see what to delete first.
      </Typography>
    </ConfirmDialog>
  )
}
