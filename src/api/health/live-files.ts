import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { artifactQueries, placeOf } from '../artifacts.ts'
import { versionQueries } from '../versions.ts'
import { modelFilesQuery } from './model-files.ts'

/** Versions whose files are read at once: as many as a browser asks one server for side by side. */
const AT_ONCE = 6

type Files = Awaited<ReturnType<NonNullable<ReturnType<typeof modelFilesQuery>['queryFn']>>>

/** What a version's files are, or why they cannot be read. */
export type LiveFiles = { id: VersionId; files: Files } | { id: VersionId; error: Error }

/** The files of many versions, a few with each page. */
export const liveFilesQuery = (versions: readonly ModelVersion[]) =>
  infiniteQueryOptions({
    queryKey: [...versionQueries.root, 'live-files', versions.map(({ name, version }) => [name, version])],
    queryFn: async ({ client, pageParam }): Promise<LiveFiles[]> =>
      Promise.all(
        versions.slice(pageParam, pageParam + AT_ONCE).map(async (listed) => {
          const id = { name: listed.name, version: listed.version }
          try {
            const place = await placeOf(client, listed)
            const files = await client.query(modelFilesQuery(place))
            // A list is empty for a file, and for what is not there.
            if (!files.isFolder) await client.query(artifactQueries.content(place, 1))
            return { id, files }
          } catch (error) {
            return { id, error: error instanceof Error ? error : new Error(String(error)) }
          }
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => (pages.length * AT_ONCE < versions.length ? pages.length * AT_ONCE : undefined),
    staleTime: 60_000,
  })
