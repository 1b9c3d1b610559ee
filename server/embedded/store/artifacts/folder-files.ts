import type { WalkedFile } from './artifact-walk.ts'
import { openState } from './folder-states.ts'

/** Files by code point. `parts`: some at a time, as often as it is called. */
export type FileList<F> = { count: number; parts: () => Iterable<readonly F[]> | AsyncIterable<readonly F[]> }

/** A list of files that stay in memory. */
export const listOf = <F>(files: readonly F[]): FileList<F> => ({ count: files.length, parts: () => [files] })

/** So many stay in memory. */
const FEW = 2000

/** What a folder holds: how many files, what stands for their content (folder-states.ts), and the files themselves if they are `few`. */
export type Looked = { count: number; state: string; few?: readonly WalkedFile[] }

/** Looks at all files of a folder, without keeping many. */
export async function lookAt(files: AsyncIterable<readonly WalkedFile[]>): Promise<Looked> {
  const few: WalkedFile[] = []
  const state = openState()
  let count = 0
  for await (const some of files) {
    state.add(some)
    count += some.length
    if (count <= FEW) few.push(...some)
    else few.length = 0
  }
  return { count, state: state.end(), ...(count <= FEW && { few }) }
}

/**
 * Reads by key, one after the other of the same key. Who asks while one is under way shares the next with all who wait for it, as it begins
 * after they asked. So twenty who ask at once need two.
 */
export function readTogether<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, { now: Promise<T>; next?: Promise<T> }>()
  function begin(key: string): Promise<T> {
    const now = read(key)
    const one = { now }
    underWay.set(key, one)
    const end = () => {
      if (underWay.get(key) === one && !('next' in one)) underWay.delete(key)
    }
    now.then(end, end)
    return now
  }
  return (key) => {
    const other = underWay.get(key)
    if (!other) return begin(key)
    return (other.next ??= other.now.then(
      () => begin(key),
      () => begin(key),
    ))
  }
}
