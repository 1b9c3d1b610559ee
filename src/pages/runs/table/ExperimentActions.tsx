import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import { Suspense, useState } from 'react'
import type { Experiment } from '#contract/experiments.ts'
import { hasAccounts, useMay } from '../../../api/access/access.ts'
import { ExperimentDialogs, type ExperimentRequest } from '../../../parts/experiments/ExperimentDialogs.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const AccessButton = onDemand(async () => (await import('../../../parts/access/AccessButton.tsx')).AccessButton)

type Props = { experiment: Experiment; isAbout: boolean; onAbout: () => void }

/** Actions on the current experiment. */
export function ExperimentActions({ experiment, isAbout, onAbout }: Props) {
  const { rename, manage } = useMay(experiment)
  const [request, setRequest] = useState<ExperimentRequest>()
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
      <Button variant="text" color="inherit" aria-expanded={isAbout} onClick={onAbout}>
        Description and tags
      </Button>
      {hasAccounts && (
        <Suspense fallback={null}>
          <AccessButton thing={{ experiment_id: experiment.experiment_id }} />
        </Suspense>
      )}
      {rename && (
        <Button variant="text" color="inherit" onClick={() => setRequest({ what: 'rename', experiment })}>
          Rename
        </Button>
      )}
      {manage && (
        <Button variant="text" color="inherit" onClick={() => setRequest({ what: 'delete', experiment })}>
          Delete
        </Button>
      )}
      <ExperimentDialogs request={request} onClose={() => setRequest(undefined)} />
    </Stack>
  )
}
