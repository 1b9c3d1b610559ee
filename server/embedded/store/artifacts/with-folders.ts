import { conflict } from '#contract/errors.ts'
import type { ArtifactStore } from './artifacts.ts'
import { FoldersUnread } from './folder-states.ts'

/** How often files are read again because they changed meanwhile. */
export const ATTEMPTS = 3

/** After so many attempts. */
export const stillChanging = () => conflict('The files of this version are being changed. Try again after that.')

/**
 * Runs a write that needs the state of folders. Which are too large to be looked at in it, turns out in it: these are read before it is tried
 * again. Throws RESOURCE_CONFLICT if they change all the time.
 */
export async function withFolders<T>(artifacts: ArtifactStore, write: () => Promise<T>): Promise<T> {
  const kept = new Map<string, { attempts: number; release: () => void }>()
  try {
    for (;;)
      try {
        return await write()
      } catch (error) {
        if (!(error instanceof FoldersUnread)) throw error
        for (const path of error.paths) {
          const before = kept.get(path)
          before?.release()
          const attempts = (before?.attempts ?? 0) + 1
          if (attempts > ATTEMPTS) throw stillChanging()
          kept.set(path, { attempts, release: await artifacts.keepState(path) })
        }
      }
  } finally {
    for (const { release } of kept.values()) release()
  }
}

/** Gives what `read` gives for each item. Throws FoldersUnread for all of them together. */
export function eachState<T, R>(items: readonly T[], read: (item: T) => R): R[] {
  const unread: string[] = []
  const found = items.flatMap((item) => {
    try {
      return [read(item)]
    } catch (error) {
      if (!(error instanceof FoldersUnread)) throw error
      unread.push(...error.paths)
      return []
    }
  })
  if (unread.length > 0) throw new FoldersUnread(unread)
  return found
}
