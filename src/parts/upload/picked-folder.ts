/** A chosen or dropped folder; paths are relative to it. */
export type PickedFolder = { name: string; files: { path: string; file: File }[] }

/** Reads an `<input webkitdirectory>`: each file's path starts with the folder's name. */
export function pickedFiles(list: Iterable<File>): PickedFolder | undefined {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  return folderOf(files)
}

/** Reads a dropped folder with everything below it; undefined if it is not a folder. */
export async function droppedFolder(items: Iterable<DataTransferItem>): Promise<PickedFolder | undefined> {
  // Entries are valid only during the event: take them before awaiting anything.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const [folder, ...others] = entries
  if (!folder?.isDirectory || others.length > 0) return undefined
  return folderOf(await filesBelow(folder, folder.name))
}

/** A single file, whose path within the folder it stands for is not known. */
export const pickedFile = (file: File): PickedFolder => ({ name: file.name, files: [{ path: '', file }] })

/** Reads a dropped folder or a single file; undefined for anything else. */
export async function droppedFileOrFolder(items: Iterable<DataTransferItem>): Promise<PickedFolder | undefined> {
  const all = [...items].filter(({ kind }) => kind === 'file')
  const file = all.length === 1 && all[0]?.webkitGetAsEntry()?.isFile ? all[0].getAsFile() : null
  return file ? pickedFile(file) : droppedFolder(all)
}

/** The folder that is the first part of every path. */
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
    // A reader returns up to a hundred entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found
    for (const inner of some) found.push(...(await filesBelow(inner, `${path}/${inner.name}`)))
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
