import { queryOptions } from '@tanstack/react-query'
import { type ArtifactFile, artifactUrl } from '#contract/artifacts.ts'
import { readJson, send } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { join, parseModelUri, type Place, placeOfSource } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { baseUrl, call } from './client.ts'

const root = ['artifacts'] as const

/** Bytes that a preview asks for before somebody wants the rest. */
export const firstPart = 512 * 1024

/** The beginning of a file: all of it when `size` is no more than what was asked for. */
export type Content = { bytes: Uint8Array<ArrayBuffer>; /** Of the whole file. */ size: number; whole: boolean }

export const artifactQueries = {
  root,
  /** What lies in a folder, folders first; paths are relative to the owner's root. */
  list: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'list', owner, path],
      queryFn: async ({ signal }) => (await listFiles({ owner, path }, signal)).toSorted(byKindAndName),
    }),
  /** A file's bytes, or with `all: false` its first 512 kB. */
  content: ({ owner, path }: Place, all: boolean) =>
    queryOptions({
      queryKey: [...root, 'content', owner, path, all],
      queryFn: ({ signal }) => fetchContent({ owner, path }, all, signal),
      staleTime: 60_000,
      gcTime: 60_000, // bytes are big and come again fast
    }),
  /** The model that a folder holds, or null when it has no MLmodel file. */
  mlmodel: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'mlmodel', owner, path],
      queryFn: async ({ signal }) => {
        const { parseMlmodel } = await import('#contract/mlmodel.ts')
        try {
          const { bytes } = await fetchContent({ owner, path: join(path, 'MLmodel').replace(/^\//, '') }, true, signal)
          return parseMlmodel(new TextDecoder().decode(bytes))
        } catch (error) {
          if (error instanceof ApiError && isAbsent(error)) return null
          throw error
        }
      },
      staleTime: 60_000,
    }),
  /** Where a version's files are, whatever form its source has (architecture “What a version points at”). */
  placeOfVersion: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...root, 'place', name, version],
      queryFn: async ({ signal }): Promise<Place> => {
        const { model_version: found } = await call('getVersion', { name, version }, signal)
        const place = placeOfSource(found.source ?? '', found.run_id, found.model_id)
        if (place) return place
        const { artifact_uri } = await call('getDownloadUri', { name, version }, signal)
        return placeOfSource(artifact_uri, found.run_id) ?? { owner: { name, version }, path: '' }
      },
      staleTime: Infinity, // a version's source never changes
    }),
}

/** The address of a file's bytes, for a link or an image. */
export const downloadUrl = ({ owner, path }: Place): string => baseUrl + artifactUrl(owner, path)

async function listFiles({ owner, path }: Place, signal: AbortSignal): Promise<ArtifactFile[]> {
  if ('run_id' in owner) return (await call('listArtifacts', { run_id: owner.run_id, path }, signal)).files ?? []
  if ('model_id' in owner) {
    const input = { model_id: owner.model_id, artifact_directory_path: path }
    return (await call('listLoggedModelArtifacts', input, signal)).files ?? []
  }
  // No call lists a version's files; where they are proxied, the proxy does, with bare names.
  const uri = parseModelUri((await call('getDownloadUri', owner, signal)).artifact_uri)
  if (uri?.kind !== 'proxied')
    throw new ApiError('NOT_IMPLEMENTED', 'This version’s files are in a storage that the server cannot list.')
  const query = new URLSearchParams({ path: join(uri.path, path) })
  const url = `${baseUrl}ajax-api/2.0/mlflow-artifacts/artifacts?${query}`
  // The proxy's answer is that of artifacts/list without a root (rest-contract §7.4).
  const { files = [] } = (await readJson(await send(fetch, url, { signal }))) as { files?: ArtifactFile[] }
  return files.map((file) => ({ ...file, path: path ? `${path}/${file.path}` : file.path }))
}

async function fetchContent(place: Place, all: boolean, signal: AbortSignal): Promise<Content> {
  const headers = all ? {} : { Range: `bytes=0-${firstPart - 1}` }
  const response = await send((url, init) => fetch(url, init), downloadUrl(place), { signal, headers })
  // An empty file has no first part.
  if (response.status === 416) return { bytes: new Uint8Array(), size: 0, whole: true }
  if (!response.ok) await readJson(response) // throws the server's own words
  const bytes = new Uint8Array(await response.arrayBuffer())
  const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? bytes.length)
  return { bytes, size, whole: bytes.length >= size }
}

/** A file that is not there; old servers answer 500 for it (rest-contract §7.3). */
const isAbsent = (error: ApiError) => error.status === 404 || error.status === 500

const collator = new Intl.Collator(undefined, { numeric: true })
const byKindAndName = (a: ArtifactFile, b: ArtifactFile) =>
  Number(b.is_dir) - Number(a.is_dir) || collator.compare(a.path, b.path)
