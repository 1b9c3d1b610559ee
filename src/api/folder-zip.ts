import { ApiError } from '#contract/errors.ts'
import { below, type Place } from '#contract/model-uri.ts'
import pLimit from 'p-limit'
import { listFiles, readFile } from './artifacts.ts'

/** A file and its path in the archive. */
type ZipEntry = { name: string; place: Place; size: number }
type Folder = { name: string; place: Place }

/** Folders listed at a time: enough to hide latency without flooding the server. */
const AT_ONCE = 4

/** Finds every file below these folders, each under its name in the archive. `onFound` receives the running count. */
export async function filesBelow(
  folders: readonly Folder[],
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  const limit = pLimit(AT_ONCE)
  const search = async (folder: Folder): Promise<unknown> => {
    const { files = [] } = await limit(() => listFiles(folder.place, signal))
    const inner: Folder[] = []
    for (const { path, is_dir, file_size = 0 } of files) {
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
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The archive's list of files that could not be read. */
export const LEFT_OUT = 'FILES-LEFT-OUT.txt'

/**
 * Yields the files one by one, loading each when the archive reaches it. A file that the server refuses is left out and
 * listed in the last entry. Throws if the server is away or wants a sign-in.
 */
async function* fetched(
  entries: readonly ZipEntry[],
  signal: AbortSignal,
  onFile: (done: number, leftOut: number) => void,
) {
  const leftOut: string[] = []
  for (const [done, { name, place, size }] of entries.entries()) {
    onFile(done, leftOut.length)
    const response = await readFile(place, signal).catch((error: unknown) => {
      if (!isOfOneFile(error)) throw new Error(`${name}: ${messageOf(error)}`)
      leftOut.push(`${name}: ${messageOf(error)}`)
    })
    if (!response) continue
    if (!response.body) throw new Error(`${name}: the server sent no data`)
    const modified = response.headers.get('Last-Modified')
    yield { name, input: response.body, size, ...(modified ? { lastModified: new Date(modified) } : {}) }
  }
  if (leftOut.length > 0)
    yield { name: LEFT_OUT, input: `The server could not read these files:\n\n${leftOut.join('\n')}\n` }
  onFile(entries.length, leftOut.length)
}

/** Whether the server refused this file, and may well have the next. */
const isOfOneFile = (error: unknown) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  ![401, 429].includes(error.status) &&
  !['TEMPORARILY_UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.code)

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

type ZipProgress = { files: number; bytes: number; leftOut: number }

type Listener = { onProgress: (progress: ZipProgress) => void; onError: (error: unknown) => void }

/**
 * Streams the archive: what is read is written, and nothing is kept. Files are stored uncompressed. `onError` receives
 * the reason for an early end, because not every reader of a stream passes it on.
 */
export async function zipStream(
  entries: readonly ZipEntry[],
  signal: AbortSignal,
  { onProgress, onError }: Listener,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { makeZip } = await import('client-zip')
  const progress = { files: 0, bytes: 0, leftOut: 0 }
  async function* files() {
    try {
      yield* fetched(entries, signal, (done, leftOut) => {
        progress.files = done
        progress.leftOut = leftOut
        onProgress({ ...progress })
      })
    } catch (error) {
      onError(error)
      throw error
    }
  }
  return makeZip(files()).pipeThrough(
    new TransformStream({
      transform(chunk: Uint8Array<ArrayBuffer>, controller) {
        progress.bytes += chunk.length
        onProgress({ ...progress })
        controller.enqueue(chunk)
      },
    }),
  )
}
