import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { randomUUID } from 'node:crypto'
import { type ApiError, invalid, missing } from '#contract/errors.ts'
import { type NewFile, writeFolder } from './artifact-folder.ts'
import { checkFilePath, checkFoldersTo, checkPath, hasCode, isAbsent, realPlace } from './artifact-paths.ts'
import { copyTree } from './artifact-copy.ts'
import { listFolder, type StoredFile } from './artifact-list.ts'
import { etagOf, type WalkedFile, walkNow } from './artifact-walk.ts'
import { type Looked, lookAt, readTogether } from './folder-files.ts'
import { type FolderStates, FoldersUnread, openHold, openKeptStates, stateOf } from './folder-states.ts'
import { openNames } from './names-in-order.ts'
import { removeIfThere } from './remove-tree.ts'
import { walkInTurns } from './walk-in-turns.ts'
import { type BeforeChange, moveInto, refusal, storeBody, syncFolder } from './artifact-upload.ts'

/** A file opened for reading. It stays the same even if it is replaced or removed meanwhile. */
export type OpenFile = {
  size: number
  /** Milliseconds since the epoch. */
  modified: number
  /** A strong ETag, quoted. */
  etag: string
  /** Streams the bytes from `start` to `end`, both included, and closes the file at the end. Call it once. */
  read(start: number, end: number): Readable
  close(): Promise<void>
}

/** The folder of artifacts, addressed by the proxy's paths: `<exp>/<run>/artifacts/…`, `<exp>/models/<id>/artifacts/…`. */
export type ArtifactStore = FolderStates & {
  /**
   * Lists a folder by code point, a short one at once, a long one a part at a time; nothing for a missing folder or a file. `signal`: aborts
   * once nobody waits for it, which ends the reading of a long one.
   */
  list(path: string, signal?: AbortSignal): AsyncGenerator<StoredFile[], void>
  /**
   * Every file below a folder, at any depth, with its path within, its ETag and its size, or the one file that is there instead: by code point,
   * some at a time, in turns, so that nobody waits for it. What is written meanwhile may be among them or not. Links are left out.
   */
  walk(path: string): AsyncGenerator<WalkedFile[], void>
  /** Looks at all of them in turns, together with others who asked before it began. */
  look(path: string): Promise<Looked>
  /** Reads the state of a folder of any size in turns. `state` then knows it until `release`, or until this server writes there. */
  keepState(path: string): Promise<() => void>
  /** Opens a file. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE for a folder. */
  open(path: string): Promise<OpenFile>
  /** Reads a small file at once, which takes a fifth of what opening it does; undefined for what is not one. */
  readSmall(path: string): { bytes: Uint8Array; etag: string } | undefined
  /**
   * Stores a body whole or not at all: writes it to tmp/, syncs and renames it. `length`: its announced length, if any.
   * `check` runs in the same turn of the event loop as the rename; what it throws is thrown, and nothing is stored.
   */
  put(path: string, body: Readable, length?: number, check?: () => void): Promise<void>
  /** Copies a file or folder of this machine to a new `path`, whole or not at all. Follows links only where `allows` says. */
  copyIn(from: string, path: string, allows: (realPath: string) => boolean): Promise<void>
  /** Stores a new folder whole or not at all: writes it to tmp/, syncs and moves it. Throws if the folder exists. */
  putFolder(path: string, files: readonly NewFile[]): Promise<void>
  /** Removes a file or a folder with its contents, if it exists; tells whether it did. Refuses the root. `check`: as for `put`. */
  remove(path: string, check?: () => void): Promise<boolean>
  /** Runs `work` while no file changes: what is put and removed waits. For a write that another thread decides by files (`statesIn`). */
  whileUnchanged<T>(work: () => Promise<T>): Promise<T>
}

/** So many entries of a folder are looked at in a write, which takes about 2 ms. */
const MOST_IN_A_WRITE = 250
const READ_BYTES = 128 * 1024 // larger chunks are no faster and create more garbage

/**
 * Opens the artifact folder `root`. `tmp`, on the same file system, holds unfinished uploads; removes what a killed process
 * left there. Checks every path, whoever the caller.
 */
export function openArtifacts(root: string, tmp: string): ArtifactStore {
  rmSync(tmp, { recursive: true, force: true })
  mkdirSync(tmp, { recursive: true })
  mkdirSync(root, { recursive: true })
  const realRoot = realpathSync.native(root)
  const states = openKeptStates()
  const { held, whileUnchanged } = openHold()
  const namesInOrder = openNames()
  const walk = (path: string) => walkInTurns(realRoot, path, namesInOrder)
  const look = readTogether((path) => lookAt(walk(path)))
  /** `check`, and what is known of the folder is out of date: both in the turn in which files change. */
  const changing = (path: string, check?: () => void): BeforeChange => ({
    held,
    check() {
      check?.()
      states.changed(path)
    },
  })

  /** Fills a partial file in tmp/ and moves it to its place in one step. Leaves nothing behind if it fails. */
  const placeNew = async (path: string, fill: (part: string) => Promise<void>) => {
    const place = join(realRoot, checkPath(path))
    await checkFoldersTo(realRoot, place)
    const part = join(tmp, randomUUID())
    try {
      await fill(part)
      await moveInto(part, place, changing(checkPath(path)))
    } catch (error) {
      await removeIfThere(part)
      throw refusal(error)
    }
  }

  return {
    list: (path, signal) => listFolder(realRoot, checkPath(path), namesInOrder, signal),
    walk: (path) => walk(checkPath(path)),
    look: (path) => look(checkPath(path)),
    state(path) {
      const folder = checkPath(path)
      const kept = states.of(folder)
      if (kept !== undefined) return kept
      let entries = 0
      const count = () => {
        entries += 1
        if (entries > MOST_IN_A_WRITE) throw new FoldersUnread([path])
      }
      return stateOf(walkNow(realRoot, folder, count))
    },
    keepState: async (path) => {
      const folder = checkPath(path)
      return states.keep(folder, async () => (await look(folder)).state)
    },
    open: (path) => openFile(realRoot, checkPath(path)),
    readSmall: (path) => readSmall(realRoot, checkPath(path)),

    async put(path, body, length, check) {
      checkFilePath(path)
      const place = join(realRoot, checkPath(path))
      await checkFoldersTo(realRoot, place)
      await refuseFolder(place, path)
      await storeBody(body, length, join(tmp, randomUUID()), place, changing(checkPath(path), check))
    },

    copyIn: (from, path, allows) => placeNew(path, (part) => copyTree(from, part, allows)),
    putFolder: (path, files) => placeNew(path, (part) => writeFolder(files, part)),

    async remove(path, check) {
      const place = join(realRoot, checkPath(path))
      await checkFoldersTo(realRoot, place)
      // Move it away first, so that nobody sees a half-removed folder.
      const away = join(tmp, randomUUID())
      for (let until = held(); until; until = held()) await until
      try {
        changing(checkPath(path), check).check()
        renameSync(place, away)
      } catch (error) {
        if (isAbsent(error)) return false
        throw error
      }
      await syncFolder(dirname(place))
      await removeIfThere(away)
      return true
    },

    whileUnchanged,
  }
}

async function openFile(root: string, path: string): Promise<OpenFile> {
  const place = realPlace(root, path)
  const kind = place === undefined ? undefined : await lstat(place)
  if (kind?.isDirectory()) throw invalid(`Artifact path refers to a directory, not a file: '${path}'`)
  // Opening a pipe would wait for its writer.
  if (place === undefined || !kind?.isFile()) throw noArtifact(path)
  const handle = await open(place)
  const { size, mtimeNs, ino } = await handle.stat({ bigint: true }).catch(async (error: unknown) => {
    await handle.close()
    throw error
  })
  return {
    size: Number(size),
    modified: Number(mtimeNs / 1_000_000n),
    etag: etagOf({ size, mtimeNs, ino }),
    read: (start, end) => handle.createReadStream({ start, end, highWaterMark: READ_BYTES }),
    close: () => handle.close(),
  }
}

/** So many bytes are read in less than a millisecond. */
const SMALL = 64 * 1024

function readSmall(root: string, path: string): ReturnType<ArtifactStore['readSmall']> {
  const place = realPlace(root, path)
  const stats = place === undefined ? undefined : lstatSync(place, { throwIfNoEntry: false })
  // Opening a pipe would wait for its writer.
  if (place === undefined || !stats?.isFile() || stats.size > SMALL) return undefined
  const fd = openSync(place, 'r')
  try {
    const now = fstatSync(fd, { bigint: true })
    return now.size > SMALL ? undefined : { bytes: readFileSync(fd), etag: etagOf(now) }
  } finally {
    closeSync(fd)
  }
}

/** Refuses early, before reading the body, what the rename would refuse. */
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

/** What reading a path answers at which no file is. */
export const noArtifact = (path: string): ApiError => missing(`No such artifact: '${path}'`)
