import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { Experiment, ViewType } from '#contract/experiments.ts'
import type { ReactNode } from 'react'
import { useMayAll } from '../../../api/access/may-all.ts'
import { trackingUri } from '../../../api/client.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Snippet } from '../../../ui/layout/Snippet.tsx'

type Props = {
  experiments: readonly Experiment[]
  isSearch: boolean
  /** What was probably meant by the search. */
  meant: ReactNode
  view: ViewType
  onClearSearch: () => void
  onShowDeleted: () => void
}

/** Says why the list is empty, and what to do. */
export function NoRuns({ experiments, isSearch, meant, view, onClearSearch, onShowDeleted }: Props) {
  const [first] = experiments
  const { edit, remove } = useMayAll(experiments.map(({ experiment_id }) => experiment_id))
  if (isSearch)
    return (
      <EmptyState title="No runs match this search">
        <Box sx={{ mb: 2 }}>{meant}</Box>
        <Button onClick={onClearSearch}>Clear search</Button>
      </EmptyState>
    )
  if (view === 'DELETED_ONLY')
    return (
      <EmptyState title="No deleted runs">Deleted runs appear here.{remove && ' You can restore them.'}</EmptyState>
    )
  if (first && experiments.every(({ lifecycle_stage }) => lifecycle_stage === 'deleted'))
    return (
      <EmptyState title="Its runs are deleted too">
        <Button onClick={onShowDeleted}>Show deleted runs</Button>
      </EmptyState>
    )
  if (!edit) return <EmptyState title="No runs yet">Runs appear here automatically.</EmptyState>
  return (
    <EmptyState title="No runs yet">
      <Typography>
        Start one from Python with <code>mlflow</code>. It appears here automatically.
      </Typography>
      <Box sx={{ mt: 4 }}>
        <Snippet code={firstRun(first?.name ?? 'Default')} what="snippet" />
      </Box>
    </EmptyState>
  )
}

const firstRun = (experiment: string) => `import mlflow

mlflow.set_tracking_uri(${JSON.stringify(trackingUri)})
mlflow.set_experiment(${JSON.stringify(experiment)})

with mlflow.start_run():
    mlflow.log_param("learning_rate", 0.1)
    mlflow.log_metric("rmse", 0.5)
`
