import { type Dir, lstatSync, opendirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isAbsent } from './artifact-paths.ts'
import { openTurn, sortedInTurns } from './turn.ts'

/** A file below a folder; `path` is its path within, '' for a file instead of a folder. */
export type WalkedFile = { path: string; etag: string; size: number }

/**
 * Every file below a folder of `root`, in one turn of the event loop; undefined if there are more than `most` entries: 100,000 take a
 * quarter of a second.
 */
export function walkFolder(root: string, path: string, most: number): WalkedFile[] | undefined {
  const steps = walking(root, path)
  try {
    for (let count = 0; count <= most; count++) {
      const step = steps.next()
      if (step.done) return step.value.toSorted(byPath)
    }
    return undefined
  } finally {
    steps.return([]) // closes folders if it was cut off
  }
}

/** The same in turns, however many there are. What is written meanwhile may be among them or not. */
export async function walkInTurns(root: string, path: string): Promise<WalkedFile[]> {
  const steps = walking(root, path)
  const turn = openTurn()
  try {
    for (;;) {
      const step = steps.next()
      if (step.done) return await sortedInTurns(step.value, byPath)
      if (turn.isOver()) await turn.next()
    }
  } finally {
    steps.return([])
  }
}

const byPath = (a: WalkedFile, b: WalkedFile) => byCodePoint(a.path, b.path)

/** A step for each entry of a folder. */
function* walking(root: string, path: string): Generator<void, WalkedFile[]> {
  const found: WalkedFile[] = []
  const add = (place: string, within: string) => {
    const stats = lstatSync(place, { bigint: true, throwIfNoEntry: false })
    if (stats?.isFile()) found.push({ path: within, etag: etagOf(stats), size: Number(stats.size) })
  }
  function* visit(folder: string, within: string): Generator<void, void> {
    const open = openFolder(folder)
    try {
      for (let entry = open?.readSync(); entry; entry = open?.readSync()) {
        const [place, name] = [`${folder}/${entry.name}`, within + entry.name]
        if (entry.isDirectory()) yield* visit(place, `${name}/`)
        else if (entry.isFile()) add(place, name)
        yield
      }
    } finally {
      open?.closeSync()
    }
  }
  const top = join(root, path)
  if (!isRealPlace(top)) return found
  add(top, '')
  if (found.length === 0) yield* visit(top, '')
  return found
}

/** Whether no link leads there. */
function isRealPlace(place: string): boolean {
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
