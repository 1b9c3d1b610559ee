import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import type { useRunModels } from './use-run-models.ts'

/** Errors from loading a run's models. */
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
