import { queryOptions } from '@tanstack/react-query'
import { type ArtifactFile, artifactUrl } from '#contract/artifacts.ts'
import { readJson, send } from '#contract/client.ts'
import type { Output } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import { below, join, parseModelUri, type Place, placeOfSource } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { apiFetch, baseUrl, call } from './client.ts'
import { versionQueries } from './versions.ts'

const root = ['artifacts'] as const

/** Bytes of a text that are asked for before somebody wants the rest. */
export const firstPart = 512 * 1024

/** A folder's files, and the URI of its owner's root where the server tells it. */
type Listing = { rootUri: string; files: ArtifactFile[] }

/** The beginning of a file, or all of it. */
export type Content = { bytes: Uint8Array<ArrayBuffer>; /** Of the whole file. */ size: number; whole: boolean }

export const artifactQueries = {
  root,
  /** What lies in a folder, folders first; paths are relative to the owner's root, whose URI is `rootUri`. */
  list: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'list', owner, path],
      queryFn: async ({ signal }): Promise<Listing> => {
        const { root_uri = '', files = [] } = await listFiles({ owner, path }, signal)
        return { rootUri: root_uri, files: files.toSorted(byKindAndName) }
      },
    }),
  /** A file's first `most` bytes, which may be all of it. */
  content: ({ owner, path }: Place, most: number) =>
    queryOptions({
      queryKey: [...root, 'content', owner, path, most],
      queryFn: ({ signal }) => fetchContent({ owner, path }, most, signal),
      staleTime: 60_000,
      gcTime: 60_000, // bytes are big and come again fast
    }),
  /** All of a file, for a picture or a film that the browser cannot fetch by itself. */
  blob: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'blob', owner, path],
      queryFn: async ({ signal }) => (await readFile({ owner, path }, signal)).blob(),
      staleTime: Infinity,
      gcTime: 60_000,
    }),
  /** The model that a folder holds, or null when it has no MLmodel file. */
  mlmodel: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'mlmodel', owner, path],
      queryFn: async ({ signal }) => {
        const { parseMlmodel } = await import('#contract/mlmodel.ts')
        try {
          const { bytes } = await fetchContent({ owner, path: below(path, 'MLmodel') }, MLMODEL, signal)
          return parseMlmodel(new TextDecoder().decode(bytes))
        } catch (error) {
          if (error instanceof ApiError && isAbsent(error)) return null
          throw error
        }
      },
      staleTime: 60_000,
    }),
  /** Finds the owner and path of a version's files from any form of its source. */
  placeOfVersion: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...root, 'place', name, version],
      queryFn: async ({ signal, client }): Promise<Place> => {
        // Its own page has just asked for it.
        const found = await client.query({ ...versionQueries.detail({ name, version }), staleTime: 60_000 })
        const place = placeOfSource(found.source ?? '', found.run_id, found.model_id)
        if (place) return place
        const { artifact_uri } = await call('getDownloadUri', { name, version }, signal)
        return placeOfSource(artifact_uri, found.run_id) ?? { owner: { name, version }, path: '' }
      },
      staleTime: Infinity, // a version's source never changes
    }),
}

/** The address of a file's bytes, for a link or an image. With credentials of one's own the browser gets nothing there: see `readFile`. */
export const downloadUrl = ({ owner, path }: Place): string => baseUrl + artifactUrl(owner, path)

/** All of a file, with what the person signed in with, which a link or an image does not carry. */
export async function readFile(place: Place, signal: AbortSignal): Promise<Response> {
  const response = await send(apiFetch, downloadUrl(place), { signal })
  if (!response.ok) await readJson(response) // throws the server's own words
  return response
}

/** The bytes of a file from `start` up to, not with, `end`. */
export async function readBytes(place: Place, start: number, end: number, signal: AbortSignal): Promise<ArrayBuffer> {
  const headers = { Range: `bytes=${start}-${end - 1}` }
  const response = await send(apiFetch, downloadUrl(place), { signal, headers })
  if (!response.ok) await readJson(response) // throws the server's own words
  const bytes = await response.arrayBuffer()
  // A server may answer with the whole file.
  return response.status === 206 ? bytes : bytes.slice(start, end)
}

/** A folder's files as the server lists them, with paths relative to the owner's root. */
export async function listFiles({ owner, path }: Place, signal: AbortSignal): Promise<Output<'listArtifacts'>> {
  if ('run_id' in owner) return call('listArtifacts', { run_id: owner.run_id, ...(path && { path }) }, signal)
  if ('model_id' in owner) {
    const { model_id } = owner
    return call('listLoggedModelArtifacts', { model_id, ...(path && { artifact_directory_path: path }) }, signal)
  }
  // No call lists a version's files; where they are proxied, the proxy does, with bare names.
  const { artifact_uri } = await call('getDownloadUri', owner, signal)
  const uri = parseModelUri(artifact_uri)
  if (uri?.kind !== 'proxied')
    throw new ApiError('NOT_IMPLEMENTED', `This server cannot list the files at ${artifact_uri}.`)
  const query = new URLSearchParams({ path: join(uri.path, path) })
  const url = `${baseUrl}ajax-api/2.0/mlflow-artifacts/artifacts?${query}`
  // The proxy's answer is that of artifacts/list without a root (docs/rest-contract.md §7.4).
  const listed = (await readJson(await send(apiFetch, url, { signal }))) as Output<'listArtifacts'>
  const files = (listed.files ?? []).map((file) => ({ ...file, path: path ? `${path}/${file.path}` : file.path }))
  return { root_uri: artifact_uri, files }
}

async function fetchContent(place: Place, most: number, signal: AbortSignal): Promise<Content> {
  const headers = { Range: `bytes=0-${most - 1}` }
  const response = await send(apiFetch, downloadUrl(place), { signal, headers })
  // An empty file has no first part.
  if (response.status === 416) return { bytes: new Uint8Array(), size: 0, whole: true }
  if (!response.ok) await readJson(response) // throws the server's own words
  const bytes = new Uint8Array(await response.arrayBuffer())
  const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? bytes.length)
  return { bytes, size, whole: bytes.length >= size }
}

/** More than any MLmodel file has. */
const MLMODEL = 16_000_000

/** A file that is not there; old servers answer 500 for it (docs/rest-contract.md §7.3). */
const isAbsent = (error: ApiError) => error.status === 404 || error.status === 500

const collator = new Intl.Collator(undefined, { numeric: true })
const byKindAndName = (a: ArtifactFile, b: ArtifactFile) =>
  Number(b.is_dir) - Number(a.is_dir) || collator.compare(a.path, b.path)
