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

/** Yields the files one by one, loading each when the archive reaches it. Throws naming the file that failed. */
async function* fetched(entries: readonly ZipEntry[], signal: AbortSignal, onFile: (done: number) => void) {
  for (const [done, { name, place, size }] of entries.entries()) {
    onFile(done)
    const response = await readFile(place, signal).catch((error: unknown) => {
      throw new Error(`${name}: ${messageOf(error)}`)
    })
    if (!response.body) throw new Error(`${name}: the server sent no data`)
    const modified = response.headers.get('Last-Modified')
    yield { name, input: response.body, size, ...(modified ? { lastModified: new Date(modified) } : {}) }
  }
  onFile(entries.length)
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

type ZipProgress = { files: number; bytes: number }

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
  const progress = { files: 0, bytes: 0 }
  async function* files() {
    try {
      yield* fetched(entries, signal, (done) => {
        progress.files = done
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
