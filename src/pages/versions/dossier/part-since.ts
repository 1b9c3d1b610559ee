import type { UseQueryResult } from '@tanstack/react-query'
import { known, type Part, pending, unknown } from '../../../domain/changes/part.ts'

type Read<T> = Pick<UseQueryResult<T>, 'data' | 'dataUpdatedAt' | 'error' | 'isFetching' | 'refetch'>

/**
 * What was read, which must be as of `since` where it is being read again: a dossier says how things are now, not how they were when
 * the page was loaded. `failed` begins the reason.
 */
export function partSince<T>(
  { data, dataUpdatedAt, error, isFetching, refetch }: Read<T>,
  since: number,
  failed: string,
): Part<T> {
  const isOld = dataUpdatedAt < since && (isFetching || error !== null)
  if (data !== undefined && !isOld) return known(data)
  return error && !isFetching ? unknown(`${failed}: ${error.message}`, () => void refetch()) : pending
}
