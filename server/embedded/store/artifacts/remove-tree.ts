import { lstat, opendir, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent } from './artifact-paths.ts'

/**
 * Removes a file, or a folder with its contents, if it is there: one file after the other. `rm` asks the system for all files of a folder at once, so that whoever
 * reads another file then waits behind them: 2 s for 100,000.
 */
export async function removeIfThere(place: string): Promise<void> {
  try {
    await removeTree(place)
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}

async function removeTree(place: string): Promise<void> {
  const kind = await lstat(place)
  if (!kind.isDirectory()) return unlink(place)
  for await (const entry of await opendir(place)) {
    const path = join(place, entry.name)
    if (entry.isDirectory()) await removeTree(path)
    else await unlink(path)
  }
  await rmdir(place)
}
