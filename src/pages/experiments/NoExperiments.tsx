import Button from '@mui/material/Button'
import type { ViewType } from '#contract/experiments.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'

type Props = { isSearch: boolean; view: ViewType; onShowAll: () => void }

/** An empty list says why it is empty. */
export function NoExperiments({ isSearch, view, onShowAll }: Props) {
  if (isSearch)
    return (
      <EmptyState title="No experiment matches this search">
        <Button onClick={onShowAll}>Empty the search</Button>
      </EmptyState>
    )
  if (view === 'DELETED_ONLY')
    return (
      <EmptyState title="No deleted experiments">
        What somebody deletes can be found here, and restored with all its runs.
      </EmptyState>
    )
  return (
    <EmptyState title="No experiments yet">
      An experiment holds the runs of one question. Create one here, or name one in Python:{' '}
      <code>mlflow.set_experiment(&quot;taxi fares&quot;)</code>
    </EmptyState>
  )
}
