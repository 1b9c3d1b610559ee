import { lstatSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { realPlace } from './artifact-paths.ts'
import { AT_A_TIME, type NamesInOrder, shortNames } from './names-in-order.ts'

/** A file or folder in a list; `path` is its name within the listed folder. */
export type StoredFile = { path: string; is_dir: boolean; file_size?: number }

/** A part of a longer list: so little that all about it dies young, as nothing waits between reading and writing it. */
const PART_CHARACTERS = 12_000
/** Those around the path of each file. */
const AROUND = 50

/** Lists a folder by code point, a short one at once, a long one a part at a time; nothing for a missing folder or a file. */
export async function* listFolder(
  root: string,
  path: string,
  namesInOrder: NamesInOrder,
  signal: AbortSignal | undefined,
): AsyncGenerator<StoredFile[], void> {
  const folder = realPlace(root, path)
  if (folder === undefined) return
  const lengthOf = (name: string) => AROUND + path.length + name.length
  const names = await shortNames(folder, { lengthOf })
  if (names) return yield await filesOf(folder, names)
  const asked = { find: () => realPlace(root, path), lengthOf, most: PART_CHARACTERS, signal }
  for await (const some of namesInOrder(asked)) {
    const now = realPlace(root, path)
    if (now === undefined) return
    yield some.flatMap((name) => fileAt(now, name))
  }
}

async function filesOf(folder: string, names: readonly string[]): Promise<StoredFile[]> {
  const files: StoredFile[] = []
  for (const [at, name] of names.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) await nextTurn()
    files.push(...fileAt(folder, name))
  }
  return files
}

/** Links and devices are not artifacts. Synchronous: asking for each file in a thread takes five times as long. */
function fileAt(folder: string, name: string): StoredFile[] {
  const stats = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false })
  if (stats?.isDirectory()) return [{ path: name, is_dir: true }]
  if (!stats?.isFile()) return []
  return [stats.size > 0 ? { path: name, is_dir: false, file_size: stats.size } : { path: name, is_dir: false }]
}
