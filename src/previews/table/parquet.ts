import { type AsyncBuffer, cachedAsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { cellText, type Table } from '../json/json.ts'
import { codecs } from './parquet-codecs.ts'

/** Reads the bytes from `start` up to `end`. */
type ReadBytes = (start: number, end: number) => Promise<ArrayBuffer>

/** A Parquet file of which only the parts that are asked for are read. */
type ParquetFile = { file: AsyncBuffer; metadata: FileMetaData; rows: number; columns: Column[] }
type Column = { name: string; type: string }

/** Opens a file of `size` bytes by its last part, which says what is in it. Throws when it is no Parquet file. */
export async function openParquet(size: number, read: ReadBytes): Promise<ParquetFile> {
  const file = cachedAsyncBuffer({ byteLength: size, slice: (start, end = size) => read(start, end) })
  const metadata = await parquetMetadataAsync(file)
  const [root, ...elements] = metadata.schema
  if (!root) throw new Error('The file names no columns.')
  return { file, metadata, rows: Number(metadata.num_rows), columns: topLevel(elements, root.num_children ?? 0) }
}

/** The first `most` rows, as text. */
export async function firstRows({ file, metadata, columns }: ParquetFile, most: number): Promise<Table> {
  const names = columns.map(({ name }) => name)
  let rows: unknown[][] = []
  await parquetRead({
    file,
    metadata,
    rowStart: 0,
    rowEnd: most,
    useOffsetIndex: true,
    compressors: codecs,
    onComplete: (read) => (rows = read),
  })
  return { columns: names, rows: rows.map((cells) => cells.map(cellText)) }
}

/** Bytes that have to be read to show the first `most` rows: Parquet is stored by groups of rows. */
export function bytesOf({ metadata }: ParquetFile, most: number): number {
  let [rows, bytes] = [0, 0]
  for (const group of metadata.row_groups) {
    if (rows >= most) break
    rows += Number(group.num_rows)
    bytes += Number(group.total_compressed_size ?? group.total_byte_size)
  }
  return bytes
}

/** The schema lists a tree depth first; a column's parts follow it. */
function topLevel(elements: FileMetaData['schema'], count: number): Column[] {
  const columns: Column[] = []
  let at = 0
  const skip = (children: number) => {
    for (let child = 0; child < children; child++) skip(elements[at++]?.num_children ?? 0)
  }
  while (columns.length < count && at < elements.length) {
    const element = elements[at++]
    if (!element) break
    columns.push({ name: element.name, type: typeOf(element) })
    skip(element.num_children ?? 0)
  }
  return columns
}

function typeOf({ logical_type, converted_type, type, num_children }: FileMetaData['schema'][number]): string {
  const named = logical_type?.type ?? converted_type ?? type ?? (num_children ? 'STRUCT' : '')
  return named.toLowerCase()
}
