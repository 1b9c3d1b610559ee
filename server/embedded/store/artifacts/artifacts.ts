import { type Dirent, lstatSync, mkdirSync, realpathSync, rmSync, type Stats } from 'node:fs'
import { lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { randomUUID } from 'node:crypto'
import { invalid, missing } from '#contract/errors.ts'
import { type NewFile, writeFolder } from './artifact-folder.ts'
import { checkFoldersTo, checkPath, hasCode, isAbsent, realPlace } from './artifact-paths.ts'
import { copyTree } from './artifact-copy.ts'
import { moveInto, refusal, storeBody, syncFolder } from './artifact-upload.ts'

/** One file or folder as listed; `path` is its name in the listed folder. */
type StoredFile = { path: string; is_dir: boolean; file_size?: number }

/** A file opened for reading. It stays whole and the same even if it is replaced or removed meanwhile. */
export type OpenFile = {
  size: number
  /** Milliseconds since the epoch. */
  modified: number
  /** Strong, quoted. */
  etag: string
  /** The bytes from `start` to `end`, both included; closes the file when it ends or is destroyed. Once only. */
  read(start: number, end: number): Readable
  close(): Promise<void>
}

/** The folder of artifacts, addressed by the proxy's paths: `<exp>/<run>/artifacts/…`, `<exp>/models/<id>/artifacts/…`. */
export type ArtifactStore = {
  /** Sorted by code point; empty for a missing folder or a file. */
  list(path: string): Promise<StoredFile[]>
  /** Opens a file; throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE for a folder. */
  open(path: string): Promise<OpenFile>
  /** Stores a body whole or not at all: written to tmp/, fsynced, renamed. `length`: bytes it must have, if announced. */
  put(path: string, body: Readable, length?: number): Promise<void>
  /** Copies a file or folder of this machine to a new `path`, whole or not at all; links only to what `allows` lets read. */
  copyIn(from: string, path: string, allows: (realPath: string) => boolean): Promise<void>
  /** Stores a new folder whole or not at all: written to tmp/, fsynced, moved in one step. Refused where one is. */
  putFolder(path: string, files: readonly NewFile[]): Promise<void>
  /** Removes a file or a folder with all in it; missing is no error; the root is refused. */
  remove(path: string): Promise<void>
}

const READ_BYTES = 128 * 1024 // larger pieces are no faster, and leave more for the garbage collector
const STATS_PER_TURN = 256

/**
 * Opens the artifact folder `root`. `tmp`, on the same file system, holds uploads under way: what a killed process
 * left there is removed now. Every path is checked here, whoever calls.
 */
export function openArtifacts(root: string, tmp: string): ArtifactStore {
  rmSync(tmp, { recursive: true, force: true })
  mkdirSync(tmp, { recursive: true })
  mkdirSync(root, { recursive: true })
  const realRoot = realpathSync.native(root)

  /** Has a part filled in tmp/, and moves it to its place in one step; whatever fails, nothing of it stays. */
  const placeNew = async (path: string, fill: (part: string) => Promise<void>) => {
    const place = join(realRoot, checkPath(path))
    await checkFoldersTo(realRoot, place)
    const part = join(tmp, randomUUID())
    try {
      await fill(part)
      await moveInto(part, place)
    } catch (error) {
      await rm(part, { recursive: true, force: true })
      throw refusal(error)
    }
  }

  return {
    list: (path) => listFolder(realRoot, checkPath(path)),
    open: (path) => openFile(realRoot, checkPath(path)),

    async put(path, body, length) {
      if (path.endsWith('/')) throw invalid("Artifact path must include a filename (cannot end with '/').")
      const place = join(realRoot, checkPath(path))
      await checkFoldersTo(realRoot, place)
      await refuseFolder(place, path)
      await storeBody(body, length, join(tmp, randomUUID()), place)
    },

    copyIn: (from, path, allows) => placeNew(path, (part) => copyTree(from, part, allows)),
    putFolder: (path, files) => placeNew(path, (part) => writeFolder(files, part)),

    async remove(path) {
      const place = join(realRoot, checkPath(path))
      await checkFoldersTo(realRoot, place)
      // Moved away first: nobody sees a folder half removed.
      const away = join(tmp, randomUUID())
      try {
        await rename(place, away)
      } catch (error) {
        if (isAbsent(error)) return
        throw error
      }
      await syncFolder(dirname(place))
      await rm(away, { recursive: true, force: true })
    },
  }
}

async function listFolder(root: string, path: string): Promise<StoredFile[]> {
  const folder = await realPlace(root, path)
  if (folder === undefined) return []
  const files: StoredFile[] = []
  for (const [index, entry] of (await entriesOf(folder)).entries()) {
    if (index % STATS_PER_TURN === STATS_PER_TURN - 1) await nextTurn()
    if (entry.isDirectory()) files.push({ path: entry.name, is_dir: true })
    if (!entry.isFile()) continue // links and devices are no artifacts
    // Asking for each size asynchronously takes five times as long as the answer itself.
    const size = lstatSync(join(folder, entry.name), { throwIfNoEntry: false })?.size
    if (size !== undefined) files.push({ path: entry.name, is_dir: false, ...(size > 0 ? { file_size: size } : {}) })
  }
  return files.toSorted((a, b) => byCodePoint(a.path, b.path))
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isAbsent(error)) return [] // a file, or removed just now
    throw error
  }
}

async function openFile(root: string, path: string): Promise<OpenFile> {
  const place = await realPlace(root, path)
  const kind = place === undefined ? undefined : await lstat(place)
  if (kind?.isDirectory()) throw invalid(`Artifact path refers to a directory, not a file: '${path}'`)
  // Opening a pipe would wait for its writer.
  if (place === undefined || !kind?.isFile()) throw missing(`No such artifact: '${path}'`)
  const handle = await open(place)
  const { size, mtimeNs, ino } = await handle.stat({ bigint: true })
  return {
    size: Number(size),
    modified: Number(mtimeNs / 1_000_000n),
    etag: `"${mtimeNs.toString(36)}-${size.toString(36)}-${ino.toString(36)}"`,
    read: (start, end) => handle.createReadStream({ start, end, highWaterMark: READ_BYTES }),
    close: () => handle.close(),
  }
}

/** Refuses before the body is read what the rename would refuse after it. */
async function refuseFolder(place: string, path: string): Promise<void> {
  let kind: Stats
  try {
    kind = await lstat(place)
  } catch (error) {
    if (hasCode(error, ['ENOTDIR'])) throw invalid(`A file is in the way of '${path}'`)
    if (isAbsent(error)) return
    throw error
  }
  if (kind.isDirectory()) throw invalid(`Artifact path refers to a directory, not a file: '${path}'`)
}

/** Compares like Python does: by code point, where JavaScript's `<` compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    // Surrogates stand for code points above every other unit, but U+E000 to U+FFFF are numbered after them.
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

const rank = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
