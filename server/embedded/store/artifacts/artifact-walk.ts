import { type Dir, lstatSync, opendirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isAbsent } from './artifact-paths.ts'

/** A file below a folder; `path` is its path within, '' for a file instead of a folder. */
export type WalkedFile = { path: string; etag: string; size: number }

/** Every file below a folder of `root`, in one turn of the event loop: 100,000 take a quarter of a second. */
export function walkFolder(root: string, path: string): WalkedFile[] {
  const steps = walking(root, path)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Others are answered at least so often, in ms. */
const TURN_MS = 5

/** The same in turns of 5 ms. What is written meanwhile may be among them or not. */
export async function walkInTurns(root: string, path: string): Promise<WalkedFile[]> {
  const steps = walking(root, path)
  try {
    for (let until = performance.now() + TURN_MS; ;) {
      const step = steps.next()
      if (step.done) return step.value
      if (performance.now() < until) continue
      await nextTurn()
      until = performance.now() + TURN_MS
    }
  } finally {
    steps.return([]) // closes folders if it was cut off
  }
}

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
        const [place, name] = [join(folder, entry.name), within + entry.name]
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
  return found.toSorted((a, b) => byCodePoint(a.path, b.path))
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
function openFolder(place: string): Dir | undefined {
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
