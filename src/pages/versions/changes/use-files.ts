import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { below, type Place } from '#contract/model-uri.ts'
import { wholeFolderQueries } from '../../../api/changes/whole-folder.ts'
import { comparedAtOnce, type FileChange, type FileVerdict } from '../../../domain/changes/files.ts'
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
  [before, after]: readonly (Place | undefined)[],
  asked: ReadonlySet<string> = new Set(),
): { verdicts: Map<string, FileVerdict>; left: number } {
  const atOnce = comparedAtOnce(changes)
  const compared = before && after ? changes.filter(({ path }) => atOnce.has(path) || asked.has(path)) : []
  const answers = useQueries({
    queries: compared.map(({ path, after: size = 0 }) =>
      wholeFolderQueries.isSame(
        { owner: before?.owner ?? nowhere, path: below(before?.path ?? '', path) },
        { owner: after?.owner ?? nowhere, path: below(after?.path ?? '', path) },
        size,
      ),
    ),
  })
  const verdicts = new Map(
    compared.flatMap(({ path }, index) => {
      const isSame = answers[index]?.data
      return isSame === undefined ? [] : [[path, isSame ? 'same' : 'changed'] as const]
    }),
  )
  return { verdicts, left: answers.filter(({ isPending }) => isPending).length }
}

const nowhere = { name: '', version: '' }
