import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import type { useRunModels } from './use-run-models.ts'

/** What of a run's models could not be loaded. */
export function RunModelFailures({ failures }: Pick<ReturnType<typeof useRunModels>, 'failures'>) {
  return failures.map(({ title, query }) => (
    <ErrorNotice
      key={title}
      title={title}
      error={query.error ?? new Error(title)}
      onRetry={() => void query.refetch()}
    />
  ))
}
