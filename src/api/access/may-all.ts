import { useQueries } from '@tanstack/react-query'
import type { May } from '#contract/access/access.ts'
import { accessQueries, mayOf } from './access.ts'

/** What one may do with all of these experiments. */
export function useMayAll(experiments: readonly string[]): Pick<May, 'edit' | 'remove'> {
  const each = useQueries({
    queries: [...new Set(experiments)].map((experiment_id) => accessQueries.may({ experiment_id })),
  }).map(({ data }) => mayOf(data))
  return { edit: each.every(({ edit }) => edit), remove: each.every(({ remove }) => remove) }
}
