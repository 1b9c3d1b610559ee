import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { below, folderOf, type Place } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { artifactQueries, readBytes } from '../artifacts.ts'
import { policyQueries } from '../policy.ts'

/** More files than a model has; a folder of more is listed in part. */
const MOST = 2000

/** Folders that are listed side by side. */
const AT_ONCE = 6

/** Bytes of both files that are in memory at a time. */
const CHUNK = 4_000_000

export const wholeFolderQueries = {
  /**
   * The sizes of all files below a folder, by their path in it, '' for a file that is there instead; `isCut` if there are more than are
   * listed.
   */
  sizes: (place: Place) =>
    queryOptions({
      queryKey: [...artifactQueries.root, 'sizes', place.owner, place.path],
      queryFn: async ({ client }) => {
        const sizes = new Map<string, number>()
        const folders = ['']
        const list = (folder: string) => {
          const at = { owner: place.owner, path: below(place.path, folder) }
          return client.query({ ...artifactQueries.list(at), staleTime: 60_000 })
        }
        while (folders.length > 0 && sizes.size < MOST) {
          const listed = await Promise.all(folders.splice(0, AT_ONCE).map(list))
          for (const { path, is_dir, file_size = 0 } of listed.flatMap(({ files }) => files)) {
            const inside = place.path ? path.slice(place.path.length + 1) : path
            if (is_dir) folders.push(inside)
            else sizes.set(inside, file_size)
          }
        }
        const own = sizes.size === 0 ? await sizeOfFile(client, place) : undefined
        if (own !== undefined) sizes.set('', own)
        return { sizes, isCut: folders.length > 0 || sizes.size >= MOST }
      },
      staleTime: 60_000,
    }),
  /** SHA-256 of a version's files by path, which no approval or comment changes. The server reads all of them. */
  hashes: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...artifactQueries.root, 'hashes', name, version],
      queryFn: async ({ client }) => {
        const { files } = await client.query(policyQueries.evidence({ name, version }))
        return new Map(files.flatMap(({ path, sha256 }) => (sha256 ? [[path, sha256]] : [])))
      },
      staleTime: 60_000,
    }),
  /** Whether two files of this size have the same bytes; stops at the first difference. */
  isSame: (a: Place, b: Place, size: number) =>
    queryOptions({
      queryKey: [...artifactQueries.root, 'is-same', a.owner, a.path, b.owner, b.path, size],
      queryFn: async ({ signal }) => {
        for (let start = 0; start < size; start += CHUNK) {
          const end = Math.min(size, start + CHUNK)
          const [one, other] = await Promise.all([readBytes(a, start, end, signal), readBytes(b, start, end, signal)])
          if (!sameBytes(new Uint8Array(one), new Uint8Array(other))) return false
        }
        return true
      },
      staleTime: Infinity,
    }),
}

/** The size of the file at a place, as its folder's list says; undefined for a folder, and where nothing is. */
export async function sizeOfFile(client: QueryClient, { owner, path }: Place): Promise<number | undefined> {
  if (path === '') return undefined
  const { files } = await client.query({
    ...artifactQueries.list({ owner, path: folderOf(path) }),
    staleTime: 60_000,
  })
  const file = files.find((it) => it.path === path && !it.is_dir)
  return file && (file.file_size ?? 0)
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at])
