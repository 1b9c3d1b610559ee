import Button from '@mui/material/Button'
import type { ViewType } from '#contract/experiments.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'

type Props = { isSearch: boolean; view: ViewType; onShowAll: () => void }

/** Says why the list is empty. */
export function NoExperiments({ isSearch, view, onShowAll }: Props) {
  if (isSearch)
    return (
      <EmptyState title="No experiments match this search">
        <Button onClick={onShowAll}>Clear search</Button>
      </EmptyState>
    )
  if (view === 'DELETED_ONLY')
    return (
      <EmptyState title="No deleted experiments">
        Deleted experiments appear here. Restoring one also restores its runs.
      </EmptyState>
    )
  return (
    <EmptyState title="No experiments yet">
      An experiment groups related runs. Create one here, or from Python:{' '}
      <code>mlflow.set_experiment(&quot;taxi fares&quot;)</code>
    </EmptyState>
  )
}
