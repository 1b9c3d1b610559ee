import { invalid } from '#contract/errors.ts'

/** Reads `max_results`, or `unset` if there is none. Throws unless it is 1 to `most` (docs/rest-contract.md §2 search). */
export function pageSize(
  maxResults: number | bigint | undefined,
  { unset, most = Number.MAX_SAFE_INTEGER - 1 }: { unset?: number; most?: number } = {},
): number {
  const size = maxResults ?? unset ?? 0
  if (size < 1)
    throw invalid(`Invalid value ${size} for parameter 'max_results' supplied. It must be a positive integer`)
  if (size > most)
    throw invalid(`Invalid value ${size} for parameter 'max_results' supplied. It must be at most ${most}`)
  return Number(size)
}
