import {
  type AsyncBuffer,
  cachedAsyncBuffer,
  type ColumnChunk,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
} from 'hyparquet'
import type { Table } from '../json/json.ts'
import { withNullCounts } from './null-counts.ts'
import { codecs } from './parquet-codecs.ts'
import { asStored, cellWriter, type Node, treeOf } from './parquet-tree.ts'

/** Reads the bytes from `start` to `end`. */
type ReadBytes = (start: number, end: number) => Promise<ArrayBuffer>

/** A Parquet file, read only in the parts requested. */
type ParquetFile = { file: AsyncBuffer; metadata: FileMetaData; rows: number; columns: Column[] }
type Column = { name: string; type: string }

/** Opens a file of `size` bytes by its footer, which describes the content. Throws if it is not a Parquet file. */
export async function openParquet(size: number, read: ReadBytes): Promise<ParquetFile> {
  const file = cachedAsyncBuffer({ byteLength: size, slice: (start, end = size) => read(start, end) })
  const metadata = await parquetMetadataAsync(file)
  return { file, metadata: numbered(metadata), rows: Number(metadata.num_rows), columns: columnsOf(metadata) }
}

/** Columns named by their number, because two may have the same name. */
function numbered(metadata: FileMetaData): FileMetaData {
  const { children } = treeOf(metadata.schema)
  const numbers = new Map(children.map(({ element }, index) => [element, String(index)]))
  const schema = metadata.schema.map((element) => ({ ...element, name: numbers.get(element) ?? element.name }))
  const numberOfLeaf = children.flatMap((column, index) => Array.from({ length: leaves(column) }, () => String(index)))
  const row_groups = metadata.row_groups.map((group) => ({
    ...group,
    columns: group.columns.map((chunk, leaf) => renamed(chunk, numberOfLeaf[leaf] ?? '')),
  }))
  return { ...metadata, schema, row_groups }
}

const leaves = ({ children }: Node): number =>
  children.length > 0 ? children.reduce((sum, child) => sum + leaves(child), 0) : 1

const renamed = ({ meta_data: meta, ...chunk }: ColumnChunk, name: string): ColumnChunk =>
  meta ? { ...chunk, meta_data: { ...meta, path_in_schema: [name, ...meta.path_in_schema.slice(1)] } } : chunk

/** Rows as text, and messages about what could not be read. */
type Rows = Table & { faults: string[] }

/** The first `most` rows. An unreadable column is empty; throws if every column is unreadable. */
export async function firstRows(opened: ParquetFile, most: number): Promise<Rows> {
  const parquet = { ...opened, ...(await withNullCounts(opened.file, opened.metadata, most)) }
  const columns = parquet.columns.map(({ name }) => name)
  const writers = treeOf(parquet.metadata.schema).children.map(cellWriter)
  const numbers = columns.map((_, index) => String(index))
  const texts = (rows: unknown[][]) => rows.map((cells) => cells.map((cell, index) => writers[index]?.(cell) ?? null))
  try {
    return { columns, rows: texts(await readRows(parquet, most, numbers)), faults: [] }
  } catch (error) {
    const parts = await Promise.all(
      numbers.map((number) => readRows(parquet, most, [number]).catch((fault: Error) => fault)),
    )
    const length = Math.max(...parts.map((part) => (part instanceof Error ? 0 : part.length)))
    if (length === 0) throw error
    const rows = Array.from({ length }, (_, row) =>
      parts.map((part) => (part instanceof Error ? null : part[row]?.[0])),
    )
    const faults = columns.flatMap((name, index) => {
      const part = parts[index]
      return part instanceof Error ? [`The column “${name}” cannot be read: ${part.message}`] : []
    })
    return { columns, rows: texts(rows), faults }
  }
}

async function readRows({ file, metadata }: ParquetFile, most: number, columns: string[]): Promise<unknown[][]> {
  let rows: unknown[][] = []
  await parquetRead({
    file,
    metadata: { ...metadata, schema: asStored(metadata.schema) },
    columns, // So that they are read in the order of the file's bytes, which corrected columns don't follow.
    rowStart: 0,
    rowEnd: most,
    useOffsetIndex: true,
    compressors: codecs,
    utf8: false,
    // Formatted by writerOf, like every other time.
    parsers: { timestampFromNanoseconds: (nanos) => nanos },
    onComplete: (read) => (rows = read),
  })
  return rows
}

/** Bytes to read for the first `most` rows: Parquet stores rows in groups. */
export function bytesOf({ metadata }: ParquetFile, most: number): number {
  let [rows, bytes] = [0, 0]
  for (const group of metadata.row_groups) {
    if (rows >= most) break
    rows += Number(group.num_rows)
    bytes += Number(group.total_compressed_size ?? group.total_byte_size)
  }
  return bytes
}

const columnsOf = ({ schema }: FileMetaData): Column[] =>
  treeOf(schema).children.map(({ element }) => ({ name: element.name, type: typeOf(element) }))

function typeOf({ logical_type, converted_type, type, num_children }: FileMetaData['schema'][number]): string {
  const named = logical_type?.type ?? converted_type ?? type ?? (num_children ? 'STRUCT' : '')
  return named.toLowerCase()
}
