import { type Dir, type Dirent, lstatSync, opendirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isAbsent } from './artifact-paths.ts'

/** A file below a folder; `path` is its path within, '' for a file instead of a folder. */
export type WalkedFile = { path: string; etag: string; size: number }

/**
 * Every file below a folder of `root` by code point, in one turn of the event loop: 100,000 take a quarter of a second. Calls `count` for each
 * entry of a folder; what it throws ends the walk.
 */
export function* walkNow(root: string, path: string, count = () => {}): Generator<WalkedFile, void> {
  function* visit(folder: string, within: string): Generator<WalkedFile, void> {
    for (const name of inOrderOfCodePoints([...namesIn(folder, count)])) {
      if (isFolder(name)) yield* visit(`${folder}/${withoutSlash(name)}`, within + name)
      else yield* walkedAt(`${folder}/${name}`, within + name)
    }
  }
  const top = join(root, path)
  const lone = loneFile(top)
  if (lone) yield* lone.length > 0 ? lone : visit(top, '')
}

function* namesIn(folder: string, count: () => void): Generator<string, void> {
  const open = openFolder(folder)
  try {
    for (let entry = open?.readSync(); entry; entry = open?.readSync()) {
      count()
      const name = walkedName(entry)
      if (name !== undefined) yield name
    }
  } finally {
    open?.closeSync()
  }
}

/**
 * The name by which an entry of a folder is walked; undefined for a link or a device. That of a folder ends with a slash: in the order of such
 * names, one folder after the other, the paths of all files are in order.
 */
export const walkedName = (entry: Dirent): string | undefined =>
  entry.isDirectory() ? `${entry.name}/` : entry.isFile() ? entry.name : undefined

export const isFolder = (name: string): boolean => name.endsWith('/')
export const withoutSlash = (name: string): string => name.slice(0, -1)

/** The file at the place where a walk begins, if it is one; undefined if nothing is there, or only behind a link. */
export const loneFile = (place: string): WalkedFile[] | undefined =>
  isRealPlace(place) ? walkedAt(place, '') : undefined

/** Nothing for what is no file, or no longer there. */
export function walkedAt(place: string, path: string): WalkedFile[] {
  const stats = lstatSync(place, { bigint: true, throwIfNoEntry: false })
  return stats?.isFile() ? [{ path, etag: etagOf(stats), size: Number(stats.size) }] : []
}

/** Whether no link leads there. */
export function isRealPlace(place: string): boolean {
  try {
    return realpathSync.native(place) === place
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** Undefined for what is no folder, or no longer there. */
export function openFolder(place: string): Dir | undefined {
  try {
    return opendirSync(place, { bufferSize: 256 })
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** A strong ETag, quoted: every write makes a new file. */
export const etagOf = ({ mtimeNs, size, ino }: { mtimeNs: bigint; size: bigint; ino: bigint }): string =>
  `"${mtimeNs.toString(36)}-${size.toString(36)}-${ino.toString(36)}"`

/** Names by code point, as Python sorts them. Without surrogates JavaScript's own order, by UTF-16 unit, is the same. */
export const inOrderOfCodePoints = (names: readonly string[]): string[] =>
  names.some((name) => SURROGATE.test(name)) ? names.toSorted(byCodePoint) : names.toSorted()

const SURROGATE = /[\ud800-\udfff]/

/** Compares by code point, as Python does; JavaScript's `<` compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    // Surrogates encode the highest code points, but as units they come before U+E000 to U+FFFF.
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

const rank = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
