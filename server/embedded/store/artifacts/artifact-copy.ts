import { constants } from 'node:fs'
import { lstat, mkdir, open, opendir, realpath } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { invalid } from '#contract/errors.ts'
import { checkPath } from './artifact-paths.ts'
import { syncFolder } from './artifact-upload.ts'

/**
 * Copies a file or a whole folder from `from` to `to`, which must not exist yet. Syncs each file to disk before the next.
 * Follows a link only if `allows` accepts its real path. Throws INVALID_PARAMETER_VALUE for other links, for anything
 * that is neither file nor folder, and for names that the artifact API can't address.
 */
export async function copyTree(from: string, to: string, allows: (realPath: string) => boolean): Promise<void> {
  const real = await realpath(from)
  if (!allows(real)) throw invalid(`'${from}' is a link to something outside the allowed folders`)
  const kind = await lstat(real)
  if (kind.isFile()) return copyFile(real, to)
  if (!kind.isDirectory()) throw invalid(`'${from}' is neither a file nor a folder`)
  await mkdir(to)
  for await (const { name } of await opendir(real)) {
    checkPath(name)
    await copyTree(join(real, name), join(to, name), allows)
  }
  await syncFolder(to)
}

async function copyFile(from: string, to: string): Promise<void> {
  // The path is already resolved, so a link created since then is not followed.
  const file = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  await pipeline(file.createReadStream(), createWriteStream(to, { flags: 'wx', flush: true }))
}
