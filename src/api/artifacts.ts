import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ArtifactFile } from '#contract/artifacts.ts'
import { artifactUrl } from '#contract/artifact-url.ts'
import { readJson, send } from '#contract/client.ts'
import type { Output } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import { below, join, parseModelUri, type Place, placeOfSource } from '#contract/model-uri.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { baseUrl } from '../base-url.ts'
import { apiFetch, call } from './client.ts'
import { roots } from './query-keys.ts'
import { isUnknownRun, runQueries } from './runs.ts'
import { versionQueries } from './versions.ts'
import { withoutSecrets } from '../text/without-secrets.ts'
import { compareNames } from '../text/compare-names.ts'
import { whenReachable } from './connection.ts'

const root = roots.artifacts

/** The code that reads MLmodel files, with a parser of YAML. */
export const loadMlmodelReader = () => whenReachable(() => import('#contract/mlmodel.ts'))

/** A folder's files, and the URI of its owner's root if the server tells it. */
type Listing = { rootUri: string; files: ArtifactFile[] }

/** The beginning of a file, or all of it. */
export type Content = { bytes: Uint8Array<ArrayBuffer>; /** Size of the whole file. */ size: number; whole: boolean }

export const artifactQueries = {
  root,
  /** A folder's content, folders first; paths are relative to the owner's root, whose URI is `rootUri`. */
  list: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'list', owner, path],
      queryFn: async ({ signal, client }): Promise<Listing> => {
        const { root_uri = '', files = [] } = await listFiles({ owner, path }, signal, (id) => keptUri(client, id))
        return { rootUri: root_uri, files: files.toSorted(byKindAndName) }
      },
    }),
  /** The first `most` bytes of a file, possibly all of it. */
  content: ({ owner, path }: Place, most: number) =>
    queryOptions({
      queryKey: [...root, 'content', owner, path, most],
      queryFn: ({ signal }) => fetchContent({ owner, path }, most, signal),
      staleTime: 60_000,
      gcTime: 60_000, // files are large and fast to load again
    }),
  /** The whole file, for a picture or video that the browser cannot load by URL. */
  blob: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'blob', owner, path],
      queryFn: async ({ signal }) => (await readFile({ owner, path }, signal)).blob(),
      staleTime: Infinity,
      gcTime: 60_000,
    }),
  /** The model in a folder, or null without an MLmodel file. */
  mlmodel: ({ owner, path }: Place) =>
    queryOptions({
      queryKey: [...root, 'mlmodel', owner, path],
      queryFn: async ({ signal }) => {
        const [{ parseMlmodel }, content] = await Promise.all([
          loadMlmodelReader(),
          fetchContent({ owner, path: below(path, 'MLmodel') }, MLMODEL, signal).catch((error: unknown) => {
            if (error instanceof ApiError && isAbsent(error)) return undefined
            throw error
          }),
        ])
        return content ? parseMlmodel(new TextDecoder().decode(content.bytes)) : null
      },
      staleTime: 60_000,
    }),
  /** Finds the owner and path of a version's files from any form of its source. */
  placeOfVersion: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...root, 'place', name, version],
      // Its own page has just loaded it.
      queryFn: async ({ client }) =>
        placeOf(client, await client.query({ ...versionQueries.detail({ name, version }), staleTime: 60_000 })),
    }),
}

/** Where the files of a version are that a list has. */
export async function placeOf(
  client: QueryClient,
  { name, version, source = '', run_id, model_id, run_link }: ModelVersion,
): Promise<Place> {
  const place = placeOfSource(source, run_id, model_id)
  // Only a version from another server has a link to its run.
  if (place && !(run_link && (await isOfUnknownRun(client, place)))) return place
  const artifact_uri = await keptUri(client, { name, version })
  const resolved = place ? undefined : placeOfSource(artifact_uri, run_id)
  return resolved ?? { owner: { name, version }, path: '' }
}

/** Whether the files belong to a run that this server does not know. */
async function isOfUnknownRun(client: QueryClient, { owner }: Place): Promise<boolean> {
  if (!('run_id' in owner)) return false
  try {
    await client.query({ ...runQueries.detail(owner.run_id), staleTime: 60_000 })
    return false
  } catch (error) {
    if (error instanceof Error && isUnknownRun(error)) return true
    throw error
  }
}

/** The URL of a file, for a link or an image. It carries no credentials: with sign-in, use `readFile`. */
export const downloadUrl = ({ owner, path }: Place): string => baseUrl + artifactUrl(owner, path)

/** The whole file, sent with the user's credentials, which a link or an image does not carry. */
export async function readFile(place: Place, signal: AbortSignal): Promise<Response> {
  const response = await send(apiFetch, downloadUrl(place), { signal })
  if (!response.ok) await readJson(response) // throws the server's own words
  return response
}

/** The bytes of a file from `start` to `end` (exclusive). */
export async function readBytes(place: Place, start: number, end: number, signal: AbortSignal): Promise<ArrayBuffer> {
  const headers = { Range: `bytes=${start}-${end - 1}` }
  const response = await send(apiFetch, downloadUrl(place), { signal, headers })
  if (!response.ok) await readJson(response) // throws the server's own words
  const bytes = await response.arrayBuffer()
  // A server may ignore the range and send the whole file.
  return response.status === 206 ? bytes : bytes.slice(start, end)
}

const downloadUri = async ({ name, version }: VersionId, signal: AbortSignal): Promise<string> =>
  (await call('getDownloadUri', { name, version }, signal)).artifact_uri

/** Asks once for a page where a version's files are. Not for longer: a model that is made again may have the same name and number. */
const keptUri = (client: QueryClient, { name, version }: VersionId): Promise<string> =>
  client.query({
    queryKey: [...root, 'download-uri', name, version],
    queryFn: ({ signal }) => downloadUri({ name, version }, signal),
    staleTime: 60_000,
  })

/** Lists a folder, with paths relative to the owner's root. */
export async function listFiles(
  { owner, path }: Place,
  signal: AbortSignal,
  uriOf = downloadUri,
): Promise<Output<'listArtifacts'>> {
  if ('run_id' in owner) return call('listArtifacts', { run_id: owner.run_id, ...(path && { path }) }, signal)
  if ('model_id' in owner) {
    const { model_id } = owner
    return call('listLoggedModelArtifacts', { model_id, ...(path && { artifact_directory_path: path }) }, signal)
  }
  // No call lists a version's files; the artifact proxy does if they are proxied, with bare names.
  const artifact_uri = await uriOf(owner, signal)
  const uri = parseModelUri(artifact_uri)
  if (uri?.kind !== 'proxied')
    throw new ApiError('NOT_IMPLEMENTED', `This server cannot list the files at ${withoutSecrets(artifact_uri)}.`)
  const query = new URLSearchParams({ path: join(uri.path, path) })
  const url = `${baseUrl}ajax-api/2.0/mlflow-artifacts/artifacts?${query}`
  // The proxy answers like artifacts/list, without a root (docs/rest-contract.md §7.4).
  const listed = (await readJson(await send(apiFetch, url, { signal }))) as Output<'listArtifacts'>
  const files = (listed.files ?? []).map((file) => ({ ...file, path: path ? `${path}/${file.path}` : file.path }))
  return { root_uri: artifact_uri, files }
}

async function fetchContent(place: Place, most: number, signal: AbortSignal): Promise<Content> {
  const headers = { Range: `bytes=0-${most - 1}` }
  const response = await send(apiFetch, downloadUrl(place), { signal, headers })
  // An empty file has no range.
  if (response.status === 416) return { bytes: new Uint8Array(), size: 0, whole: true }
  if (!response.ok) await readJson(response) // throws the server's own words
  const bytes = new Uint8Array(await response.arrayBuffer())
  const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? bytes.length)
  return { bytes, size, whole: bytes.length >= size }
}

/** Larger than any MLmodel file. */
const MLMODEL = 16_000_000

/** The file is missing; old servers answer 500 for it (docs/rest-contract.md §7.3). */
const isAbsent = (error: ApiError) => error.status === 404 || error.status === 500
const byKindAndName = (a: ArtifactFile, b: ArtifactFile) =>
  Number(b.is_dir) - Number(a.is_dir) || compareNames(a.path, b.path)
