/** A folder that somebody chose or dropped; paths are relative to it. */
export type PickedFolder = { name: string; files: { path: string; file: File }[] }

/** What an `<input webkitdirectory>` holds: each file knows its path from the folder's own name on. */
export function pickedFiles(list: Iterable<File>): PickedFolder | undefined {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  return folderOf(files)
}

/** What was dropped: a folder with everything below it, or undefined when it was none. */
export async function droppedFolder(items: Iterable<DataTransferItem>): Promise<PickedFolder | undefined> {
  // The entries are gone once the event is over: they are taken before anything is awaited.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const [folder, ...others] = entries
  if (!folder?.isDirectory || others.length > 0) return undefined
  return folderOf(await filesBelow(folder, folder.name))
}

/** The folder that all files share as the first part of their paths. */
function folderOf(files: PickedFolder['files']): PickedFolder | undefined {
  const [first] = files
  if (!first) return undefined
  const name = first.path.split('/')[0] ?? ''
  return { name, files: files.map(({ path, file }) => ({ path: path.slice(name.length + 1) || path, file })) }
}

async function filesBelow(entry: FileSystemEntry, path: string): Promise<PickedFolder['files']> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ path, file }]
  }
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const found: PickedFolder['files'] = []
  for (;;) {
    // A reader gives a hundred at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found
    for (const inner of some) found.push(...(await filesBelow(inner, `${path}/${inner.name}`)))
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
