import { createWriteStream, renameSync } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { conflict, invalid } from '#contract/errors.ts'
import { notePassing } from '../../passing-bytes.ts'
import { hasCode } from './artifact-paths.ts'

const WRITE_BYTES = 1024 * 1024

/** What comes right before files change. */
export type BeforeChange = {
  /** While no file may change: resolves once it may be asked again. */
  held: () => Promise<unknown> | undefined
  /** Runs in the turn in which they change; what it throws is thrown, and nothing changes. */
  check: () => void
}

/**
 * Writes `body` to `part`, syncs it to disk, then moves it to `place` in one step. Leaves nothing behind if it fails.
 * Throws INVALID_PARAMETER_VALUE if the body is cut off or not `length` bytes long, or if a file or folder is in the
 * way, and the file system's own error if the disk is full.
 */
export async function storeBody(
  body: Readable,
  length: number | undefined,
  part: string,
  place: string,
  before: BeforeChange,
): Promise<void> {
  try {
    const written = await writePart(body, part)
    if (length !== undefined && written !== length)
      throw invalid(`The body has ${written} bytes, but Content-Length says ${length}`)
    await moveInto(part, place, before)
  } catch (error) {
    await rm(part, { force: true })
    throw refusal(error)
  }
}

async function writePart(body: Readable, part: string): Promise<number> {
  const file = createWriteStream(part, { flags: 'wx', flush: true, highWaterMark: WRITE_BYTES })
  // Keep the request: destroying it would close the connection before the client gets the reason.
  await pipeline(passing(body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>), file)
  return file.bytesWritten
}

async function* passing(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    notePassing(chunk.length)
    yield chunk
  }
}

/** Renames the complete `part` to `place` and creates its folders; durable when it returns. */
export async function moveInto(part: string, place: string, { held, check }: BeforeChange): Promise<void> {
  const folder = dirname(place)
  for (let attempt = 1; ; attempt++) {
    let firstMade: string | undefined
    try {
      firstMade = await mkdir(folder, { recursive: true })
      for (let until = held(); until; until = held()) await until
      check()
      renameSync(part, place)
    } catch (error) {
      // Somebody removed the folder between the two steps: create it again.
      if (hasCode(error, ['ENOENT']) && attempt < 5) continue
      throw error
    }
    await syncFolder(folder)
    if (firstMade) await syncUpTo(dirname(firstMade), folder)
    return
  }
}

/** Makes new folders durable by syncing the folder above each. */
async function syncUpTo(top: string, folder: string): Promise<void> {
  let above = folder
  while (above !== top && above.length > top.length) {
    above = dirname(above)
    await syncFolder(above)
  }
}

/** Syncs a folder's entries to disk. A folder removed meanwhile needs none; Windows has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder)
    await handle.sync().finally(() => handle.close())
  } catch (error) {
    if (!hasCode(error, ['ENOENT', 'ENOTDIR'])) throw error
  }
}

/** The client's error for a file system error while storing, or that error itself if the server is at fault. */
export function refusal(error: unknown): unknown {
  if (hasCode(error, ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']))
    return invalid('The upload was cut off')
  if (hasCode(error, ['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY']))
    return invalid('A file or folder with that name is in the way')
  if (hasCode(error, ['ENOENT'])) return conflict('Its folder is being deleted')
  if (hasCode(error, ['ENAMETOOLONG'])) return invalid('Invalid path')
  return error
}
