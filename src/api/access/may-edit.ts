import { useQueries } from '@tanstack/react-query'
import { accessQueries, mayOf } from './access.ts'

/** Whether one may edit all of these experiments. */
export const useMayEdit = (experiments: readonly string[]): boolean =>
  useQueries({ queries: [...new Set(experiments)].map((experiment_id) => accessQueries.may({ experiment_id })) }).every(
    ({ data }) => mayOf(data).edit,
  )
