import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { below, type Place } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { wholeFolderQueries } from '../../../api/changes/whole-folder.ts'
import {
  areHashed,
  comparedAtOnce,
  type FileChange,
  type FileVerdict,
  verdictsByHash,
} from '../../../domain/changes/files.ts'
import { known, type Part, pending, unknown, valueOf } from '../../../domain/changes/part.ts'

export type Sizes = { sizes: Map<string, number>; isCut: boolean }

/** The sizes of all files in a folder. */
export function useSizes(place: Part<Place>): Part<Sizes> {
  const at = valueOf(place)
  const sizes: UseQueryResult<Sizes> = useQuery({
    ...wholeFolderQueries.sizes(at ?? { owner: { name: '', version: '' }, path: '' }),
    enabled: at !== undefined,
  })
  if (place.state !== 'known') return place
  if (sizes.data) return known(sizes.data)
  if (sizes.error) return unknown(`The files could not be listed: ${sizes.error.message}`, () => void sizes.refetch())
  return pending
}

/**
 * What the bytes of files of equal size say, as far as they could be compared; `left` are still being read. `isCut`: a version has more files
 * than were listed.
 */
export function useVerdicts(
  { changes, isCut }: { changes: readonly FileChange[]; isCut: boolean },
  versions: readonly [VersionId, VersionId],
  [before, after]: readonly (Place | undefined)[],
  asked: ReadonlySet<string> = new Set(),
): { verdicts: Map<string, FileVerdict>; left: number } {
  const undecided = before && after ? changes.filter(({ verdict }) => verdict === 'unknown') : []
  // Two calls tell all hashes; what has none is read.
  const isHashed = undecided.length > 0 && areHashed(changes, isCut)
  const hashed = useQueries({ queries: isHashed ? versions.map((id) => wholeFolderQueries.hashes(id)) : [] })
  const isHashing = hashed.some(({ isPending }) => isPending)
  const verdicts = verdictsByHash(undecided, hashed[0]?.data, hashed[1]?.data)
  const atOnce = comparedAtOnce(undecided)
  const isRead = ({ path }: FileChange) => !verdicts.has(path) && (atOnce.has(path) || asked.has(path))
  const read = isHashing ? [] : undecided.filter(isRead)
  const answers = useQueries({
    queries: read.map(({ path, after: size = 0 }) =>
      wholeFolderQueries.isSame(
        { owner: before?.owner ?? nowhere, path: below(before?.path ?? '', path) },
        { owner: after?.owner ?? nowhere, path: below(after?.path ?? '', path) },
        size,
      ),
    ),
  })
  for (const [index, { path }] of read.entries()) {
    const isSame = answers[index]?.data
    if (isSame !== undefined) verdicts.set(path, isSame ? 'same' : 'changed')
  }
  return { verdicts, left: isHashing ? undecided.length : answers.filter(({ isPending }) => isPending).length }
}

const nowhere = { name: '', version: '' }
