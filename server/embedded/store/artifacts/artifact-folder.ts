import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { syncFolder } from './artifact-upload.ts'

/** A file of a new folder: its path within, and its bytes. */
export type NewFile = { path: string; bytes: Uint8Array }

/** How many files to write at a time, since most of the time is spent waiting for the disk. */
const AT_ONCE = 8

/** Writes `files` to a new folder; resolves when everything is on disk. Throws the file system's own error. */
export async function writeFolder(files: readonly NewFile[], folder: string): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))))
  for (const each of folders) await mkdir(each, { recursive: true })
  await pLimit(AT_ONCE).map(files, ({ path, bytes }) => writeFile(join(folder, path), bytes))
  await Promise.all([...folders].map(syncFolder))
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
