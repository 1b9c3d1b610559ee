import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import type { Experiment } from '#contract/experiments.ts'
import { useRestoreExperiment } from '../../../api/experiments.ts'

/** Says that an experiment is deleted, and offers to restore it. */
export function DeletedExperiment({ experiment: { name, experiment_id } }: { experiment: Experiment }) {
  const restore = useRestoreExperiment()
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ overflowWrap: 'anywhere' }}
      action={
        <Button color="inherit" loading={restore.isPending} onClick={() => restore.mutate(experiment_id)}>
          Restore
        </Button>
      }
    >
      The experiment “{name}” and its runs are deleted. Restore it to bring its runs back.
    </Alert>
  )
}
