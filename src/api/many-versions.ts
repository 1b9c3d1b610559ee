import { useMutation } from '@tanstack/react-query'
import { checking } from './writes/checking.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { call } from './client.ts'
import { forEachId } from './writes/each.ts'
import { type Move, moveVersion } from './move-version.ts'
import { refetchRegistry } from './writes/refetch-registry.ts'
import { expectStages } from './writes/unchanged.ts'
import { versionQueries } from './versions.ts'

/** Versions of one model, as shown. */
type Many = { versions: readonly ModelVersion[] }

type Act = (shown: ModelVersion, id: VersionId) => Promise<unknown>

/**
 * Runs an action on several versions; a refused one does not stop the others (writes/each.ts). `start` returns the
 * action.
 */
const useEachVersion = <Input extends Many>(
  how: { did: string; atOnce?: number },
  start: (input: Input, readNow: () => Promise<readonly ModelVersion[]>) => Promise<Act> | Act,
) =>
  useMutation({
    async mutationFn(input: Input, { client }) {
      const byNumber = new Map(input.versions.map((version) => [version.version, version]))
      const { name } = input.versions[0] ?? { name: '' }
      const act = await start(input, () =>
        checking(client, () => client.query({ ...versionQueries.of(name), staleTime: 0 })),
      )
      return forEachId(
        [...byNumber.keys()],
        async (version) => {
          const shown = byNumber.get(version)
          if (shown) await act(shown, { name, version })
        },
        { nouns: 'versions', ...how },
      )
    },
    onSettled: (_data, _error, _input, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

/** Moves versions to one stage, one after the other. */
export const useMoveVersions = () =>
  useEachVersion<Many & Move>(
    { did: 'moved', atOnce: 1 },
    async ({ archive, stage, isNoted, reason = '' }, readNow) => {
      const now = await readNow()
      let archives = archive
      return async (shown) => {
        const { problem } = await moveVersion(shown, { stage, archive: archives, isNoted, reason }, now)
        archives = false // the next moves would archive this one
        if (problem) throw new Error(problem)
      }
    },
  )

export const useTagVersions = () =>
  useEachVersion<Many & { tag: Tag }>(
    { did: 'tagged' },
    ({ tag }) =>
      (_shown, id) =>
        call('setVersionTag', { ...id, ...tag }),
  )

/** Deletes versions, unless someone else moved them since they were shown. */
export const useDeleteVersions = () =>
  useEachVersion<Many>({ did: 'deleted' }, async (_input, readNow) => {
    const now = await readNow()
    return async (shown, id) => {
      expectStages([shown], now, 'deleted')
      await call('deleteVersion', id)
    }
  })
