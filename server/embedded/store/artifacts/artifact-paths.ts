import { realpathSync } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { invalid } from '#contract/errors.ts'

const NAME_BYTES = 255
const PATH_BYTES = 2048 // leaves room for the root within the 4096 of an operating system
// On Windows these name streams and devices or, at the end, another file.
const reserved = process.platform === 'win32' ? /[<>:"|?*]|[. ]$/ : undefined

const invalidPath = () => invalid('Invalid path')

/** Decodes a percent-encoded path, exactly once. Throws INVALID_PARAMETER_VALUE if it is not UTF-8 (`%zz`, `%c0%ae`). */
export function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw invalidPath()
  }
}

/**
 * Checks a client's path after decoding, for every caller: relative, POSIX, no `..`, no backslash, no control characters
 * (docs/rest-contract.md §7.5, end). Returns it without empty and `.` segments (docs/robustness.md A18): `./a//b/` is
 * `a/b`, and `''` is the root.
 */
export function checkPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  const absolute = path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\//i.test(path) // also `file:/x` and `C:/x`
  const strange = /[\p{Cc}\\]/u.test(path) || !path.isWellFormed() || Buffer.byteLength(path) > PATH_BYTES
  if (absolute || strange || !segments.every(isName)) throw invalidPath()
  return segments.join('/')
}

function isName(segment: string): boolean {
  return segment !== '..' && Buffer.byteLength(segment) <= NAME_BYTES && !reserved?.test(segment)
}

/** Whether two checked paths are the same, or one is below the other. */
export const overlaps = (one: string, other: string): boolean => isAtOrBelow(one, other) || isAtOrBelow(other, one)

const isAtOrBelow = (path: string, folder: string) => path === folder || folder === '' || path.startsWith(`${folder}/`)

/** Throws INVALID_PARAMETER_VALUE for a path that ends like that of a folder, for storing a file. */
export function checkFilePath(path: string): void {
  const [end] = /(?:^|\/)\.$|\/$/.exec(path) ?? []
  if (end !== undefined) throw invalid(`Artifact path must include a filename (cannot end with '${end}').`)
}

/**
 * Resolves a checked path below `root` (itself a real path); undefined if nothing is there. Throws
 * INVALID_PARAMETER_VALUE if a symbolic link is on the way: links are never followed, not even within the root.
 */
export function realPlace(root: string, path: string): string | undefined {
  const place = join(root, path)
  try {
    if (realpathSync.native(place) !== place) throw invalidPath()
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
  return place
}

/** Throws INVALID_PARAMETER_VALUE if an existing folder on the way to `place` is a link. */
export async function checkFoldersTo(root: string, place: string): Promise<void> {
  const folder = dirname(place)
  if (folder.length < root.length) throw invalidPath() // `place` is the root itself
  try {
    if ((await realpath(folder)) !== folder) throw invalidPath()
  } catch (error) {
    if (!isAbsent(error) || folder === root) throw error
    const link = await lstat(folder).catch(() => undefined) // usually nothing exists yet; a dangling link is refused
    if (link?.isSymbolicLink()) throw invalidPath()
    await checkFoldersTo(root, folder)
  }
}

/** Whether a file system error says that nothing is, or can be, at that path. */
export function isAbsent(error: unknown): boolean {
  return hasCode(error, ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])
}

/** Whether `error` is a file system error with one of these codes. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
