import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { below, type Place } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { wholeFolderQueries } from '../../../api/changes/whole-folder.ts'
import { policyQueries } from '../../../api/policy.ts'
import { areHashed, comparedAtOnce, type FileChange, type FileVerdict } from '../../../domain/changes/files.ts'
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

/** What the bytes of files of equal size say, as far as they could be compared; `left` are still being read. */
export function useVerdicts(
  changes: readonly FileChange[],
  versions: readonly [VersionId, VersionId],
  [before, after]: readonly (Place | undefined)[],
  asked: ReadonlySet<string> = new Set(),
): { verdicts: Map<string, FileVerdict>; left: number } {
  const atOnce = comparedAtOnce(changes)
  const compared = before && after ? changes.filter(({ path }) => atOnce.has(path) || asked.has(path)) : []
  // Two calls tell all hashes; what has none is read.
  const isHashed = compared.length > 0 && areHashed(changes)
  const hashed = useQueries({
    queries: versions.map((id) => ({ ...policyQueries.evidence(id), staleTime: 60_000, enabled: isHashed })),
  })
  const isHashing = isHashed && hashed.some(({ isPending }) => isPending)
  const [was, is] = hashed.map(({ data }) => new Map(data?.files.map(({ path, sha256 }) => [path, sha256])))
  const isKnown = ({ path }: FileChange) => isHashed && Boolean(was?.get(path) && is?.get(path))
  const read = isHashing ? [] : compared.filter((change) => !isKnown(change))
  const answers = useQueries({
    queries: read.map(({ path, after: size = 0 }) =>
      wholeFolderQueries.isSame(
        { owner: before?.owner ?? nowhere, path: below(before?.path ?? '', path) },
        { owner: after?.owner ?? nowhere, path: below(after?.path ?? '', path) },
        size,
      ),
    ),
  })
  const same = [
    ...compared.filter(isKnown).map(({ path }) => [path, was?.get(path) === is?.get(path)] as const),
    ...read.map(({ path }, index) => [path, answers[index]?.data] as const),
  ]
  const verdicts = new Map(
    same.flatMap(([path, isSame]) => (isSame === undefined ? [] : [[path, isSame ? 'same' : 'changed'] as const])),
  )
  return { verdicts, left: isHashing ? compared.length : answers.filter(({ isPending }) => isPending).length }
}

const nowhere = { name: '', version: '' }
