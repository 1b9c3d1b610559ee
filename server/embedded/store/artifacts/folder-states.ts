import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { checkPath, overlaps } from './artifact-paths.ts'
import { type WalkedFile, walkNow } from './artifact-walk.ts'

/**
 * A write needs the state of folders that are too large to be looked at while everybody waits, and that were not read before it or have been
 * written to since: read them (`withFolders`), and try again.
 */
export class FoldersUnread extends Error {
  readonly paths: readonly string[]
  constructor(paths: readonly string[]) {
    super('Folders of artifacts were not read')
    this.paths = paths
  }
}

/** Folders whose state was read in turns, and holds until this server writes there. */
export type KeptStates = {
  /** The state of a folder if it is known, else undefined. */
  of(path: string): string | undefined
  /** Reads a state and keeps it until `release`. What is written meanwhile makes it unknown. */
  keep(path: string, read: () => Promise<string>): Promise<() => void>
  /** To call in the turn in which files at `path`, or above or below it, change. */
  changed(path: string): void
}

/** What a write needs of the artifact store. */
export type FolderStates = {
  /**
   * Stands for every file below a folder, or the one that is there instead, and its content now, for use in a write: no other write of this
   * server comes between. Throws FoldersUnread if there are too many to look at.
   */
  state(path: string): string
}

/** The states of folders of `root`, of any size: for a thread that keeps nobody waiting, while no file changes (`whileUnchanged`). */
export function statesIn(root: string): FolderStates {
  const realRoot = realpathSync.native(root)
  return { state: (path) => stateOf(walkNow(realRoot, checkPath(path))) }
}

/** Keeps files from changing while something is decided by them. */
export function openHold() {
  let until: Promise<void> | undefined
  return {
    held: () => until,
    async whileUnchanged<T>(work: () => Promise<T>): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<void>()
      until = promise
      try {
        return await work()
      } finally {
        until = undefined
        resolve()
      }
    },
  }
}

type Kept = { path: string; state?: string; isChanged: boolean }

export function openKeptStates(): KeptStates {
  const all = new Set<Kept>()
  return {
    of(path) {
      for (const kept of all) if (kept.path === path && !kept.isChanged && kept.state !== undefined) return kept.state
      return undefined
    },
    async keep(path, read) {
      const kept: Kept = { path, isChanged: false }
      all.add(kept)
      const release = () => void all.delete(kept)
      try {
        kept.state = await read()
      } catch (error) {
        release()
        throw error
      }
      return release
    },
    changed(path) {
      for (const kept of all) if (overlaps(kept.path, path)) kept.isChanged = true
    },
  }
}

/** Stands for the content of files without reading them: it changes with every write. */
export function stateOf(files: Iterable<WalkedFile>): string {
  const state = openState()
  for (const file of files) state.add([file])
  return state.end()
}

/** The same of files that are added in their order. */
export function openState() {
  const hash = createHash('sha256')
  let start = '['
  return {
    add(files: readonly WalkedFile[]): void {
      for (const { path, etag } of files) {
        hash.update(start + JSON.stringify({ path, etag }))
        start = ','
      }
    },
    end: (): string => hash.update(start === '[' ? '[]' : ']').digest('hex'),
  }
}
