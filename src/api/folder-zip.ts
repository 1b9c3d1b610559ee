import { ApiError } from '#contract/errors.ts'
import { below, type Place } from '#contract/model-uri.ts'
import pLimit from 'p-limit'
import { listFiles, readFile } from './artifacts.ts'
import { whenReachable } from './connection.ts'

/** A file and its path in the archive. */
type ZipEntry = { name: string; place: Place; size: number }
type Folder = { name: string; place: Place }

/** What the archive lacks, and why. */
export type LeftOut = { kind: 'file' | 'folder'; name: string; why: string }

type FoundFiles = { entries: ZipEntry[]; leftOut: LeftOut[] }

/** Folders listed at a time: enough to hide latency without flooding the server. */
const AT_ONCE = 4

/**
 * Finds every file below these folders, each under its name in the archive, and leaves out folders that cannot be listed.
 * `onFound` receives the running count. Throws if the server is away or wants a sign-in, or if nothing can be listed.
 */
export async function filesBelow(
  folders: readonly Folder[],
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<FoundFiles> {
  const entries: ZipEntry[] = []
  const leftOut: LeftOut[] = []
  let first: unknown
  const limit = pLimit(AT_ONCE)
  const search = async (folder: Folder): Promise<unknown> => {
    const listing = await limit(() => listFiles(folder.place, signal)).catch((error: unknown) => {
      if (!isOfOne(error)) throw error
      first ??= error
      leftOut.push({ kind: 'folder', name: folder.name, why: messageOf(error) })
    })
    const inner: Folder[] = []
    for (const { path, is_dir, file_size = 0 } of listing?.files ?? []) {
      const base = path.slice(path.lastIndexOf('/') + 1)
      const name = below(folder.name, base)
      const place = { owner: folder.place.owner, path: below(folder.place.path, base) }
      if (is_dir) inner.push({ name, place })
      else entries.push({ name, place, size: file_size })
    }
    onFound(entries.length)
    return Promise.all(inner.map(search))
  }
  try {
    await Promise.all(folders.map(search))
  } finally {
    limit.clearQueue() // after a failure, list nothing more
  }
  if (first && entries.length === 0) throw first
  return { entries: entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)), leftOut }
}

/** The name of the archive's list of what it lacks; another if a file has this one. */
export function listName({ entries }: FoundFiles): string {
  const taken = new Set(entries.map(({ name }) => name.toLowerCase()))
  for (let count = 1; ; count++) {
    const name = count === 1 ? 'FILES-LEFT-OUT.txt' : `FILES-LEFT-OUT-${count}.txt`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/**
 * Yields the files one by one. Each is loaded whole when the archive reaches it, because what an archive has begun cannot
 * be taken back: a file that does not arrive complete is left out, and listed in the last entry. Throws if the server
 * is away or wants a sign-in.
 */
async function* fetched(found: FoundFiles, signal: AbortSignal, onProgress: (more: Partial<ZipProgress>) => void) {
  const { entries } = found
  const leftOut = [...found.leftOut]
  let bytes = 0
  for (const [files, { name, place, size }] of entries.entries()) {
    onProgress({ files, leftOut: [...leftOut] })
    try {
      const response = await readFile(place, signal)
      const input = await received(response, size, (count) => onProgress({ bytes: (bytes += count) }))
      const modified = response.headers.get('Last-Modified')
      yield { name, input, ...(modified ? { lastModified: new Date(modified) } : {}) }
    } catch (error) {
      if (signal.aborted || !isOfOne(error)) throw new Error(`${name}: ${messageOf(error)}`, { cause: error })
      leftOut.push({ kind: 'file', name, why: messageOf(error) })
    }
  }
  if (leftOut.length > 0) {
    const lines = leftOut.map(({ kind, name, why }) => `${name}${kind === 'folder' ? '/' : ''}: ${why}`)
    yield {
      name: listName(found),
      input: `These files could not be read and are missing from this archive:\n\n${lines.join('\n')}\n`,
    }
  }
  onProgress({ files: entries.length, leftOut })
}

/** Bytes kept in the page's memory; browsers move the blobs made of them to disk. */
const PIECE = 8 * 1024 * 1024

/** Reads a body to its end. Throws ApiError if it breaks off, or is shorter than the listed `size`. */
async function received({ body }: Response, size: number, onBytes: (count: number) => void): Promise<Blob> {
  const blobs: Blob[] = []
  let chunks: Uint8Array<ArrayBuffer>[] = []
  let [held, all] = [0, 0]
  const reader = body?.getReader()
  for (;;) {
    const part = await reader?.read().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') throw error
      throw incomplete(all, size)
    })
    if (!part?.value) break
    chunks.push(part.value)
    held += part.value.length
    all += part.value.length
    onBytes(part.value.length)
    if (held < PIECE) continue
    blobs.push(new Blob(chunks))
    chunks = []
    held = 0
  }
  if (all < size) throw incomplete(all, size)
  return new Blob([...blobs, ...chunks])
}

const incomplete = (got: number, size: number) =>
  new ApiError('BAD_GATEWAY', `The download stopped after ${got}${size > got ? ` of ${size}` : ''} bytes.`, 502)

/** Whether an error is about this file or folder, so that the server may well have the next. */
const isOfOne = (error: unknown) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  ![401, 429].includes(error.status) &&
  error.code !== 'TEMPORARILY_UNAVAILABLE'

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

type ZipProgress = { files: number; bytes: number; leftOut: readonly LeftOut[] }

type Listener = { onProgress: (more: Partial<ZipProgress>) => void; onError: (error: unknown) => void }

/**
 * Streams the archive; only the file that is being read is kept. Files are stored uncompressed. `onError` receives the
 * reason for an early end, because not every reader of a stream passes it on.
 */
export async function zipStream(
  found: FoundFiles,
  signal: AbortSignal,
  { onProgress, onError }: Listener,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { makeZip } = await whenReachable(() => import('client-zip'))
  async function* files() {
    try {
      yield* fetched(found, signal, onProgress)
    } catch (error) {
      onError(error)
      throw error
    }
  }
  return makeZip(files()) as ReadableStream<Uint8Array<ArrayBuffer>> // nothing here is shared memory
}
