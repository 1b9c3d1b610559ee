import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { invalid } from '#contract/errors.ts'
import { checkPath } from './artifact-paths.ts'
import { syncFolder } from './artifact-upload.ts'

/**
 * Copies a file or a folder with all in it from `from` to `to`, where nothing is yet, each file on disk before the next.
 * A link is followed only to what `allows` lets read, by its real path. Throws INVALID_PARAMETER_VALUE for a link
 * elsewhere, for anything that is neither file nor folder, and for names that the artifact API cannot address.
 */
export async function copyTree(from: string, to: string, allows: (realPath: string) => boolean): Promise<void> {
  const real = await realpath(from)
  if (!allows(real)) throw invalid(`'${from}' is a link to something outside of the allowed folders`)
  const kind = await lstat(real)
  if (kind.isFile()) return copyFile(real, to)
  if (!kind.isDirectory()) throw invalid(`'${from}' is neither a file nor a folder`)
  await mkdir(to)
  for (const name of await readdir(real)) {
    checkPath(name)
    await copyTree(join(real, name), join(to, name), allows)
  }
  await syncFolder(to)
}

async function copyFile(from: string, to: string): Promise<void> {
  // The path is real already: a link put there since then is not followed.
  const file = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  await pipeline(file.createReadStream(), createWriteStream(to, { flags: 'wx', flush: true }))
}
