import { type AsyncBuffer, type ColumnChunk, type FileMetaData, type PageHeader, parquetSchema } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { Encodings } from 'hyparquet/src/constants.js'
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js'
import { getMaxDefinitionLevel, getTreePath } from 'hyparquet/src/schema.js'

/**
 * The same file with the right number of nulls in each page of version 2 of its nested columns. pyarrow leaves out the
 * nulls of empty lists and missing structs, and hyparquet believes it, so it reads past the end of the page. Corrects
 * the columns of the first `most` rows, and puts them behind the file's own bytes.
 */
export async function withNullCounts(file: AsyncBuffer, metadata: FileMetaData, most: number) {
  if (!(await hasNestedPages2(file, metadata))) return { file, metadata }
  const tree = parquetSchema(metadata)
  const corrected: Part[] = []
  let byteLength = file.byteLength + APART

  const correct = async (chunk: ColumnChunk): Promise<ColumnChunk> => {
    const meta = chunk.meta_data
    if (!meta || !isNested(meta)) return chunk
    const first = Number(meta.dictionary_page_offset || meta.data_page_offset)
    const buffer = await file.slice(first, first + Number(meta.total_compressed_size))
    const bytes = correctPages(buffer, getMaxDefinitionLevel(getTreePath(tree, meta.path_in_schema)))
    if (!bytes) return chunk
    const start = byteLength
    byteLength += bytes.length
    corrected.push({ start, bytes })
    const { offset_index_offset: _, offset_index_length: __, ...rest } = chunk
    // A reader knows a dictionary, the first page, by its header.
    const { dictionary_page_offset: ___, ...moved } = meta
    const meta_data = { ...moved, data_page_offset: BigInt(start), total_compressed_size: BigInt(bytes.length) }
    return { ...rest, meta_data }
  }

  const row_groups = []
  let rowsBefore = 0
  for (const group of metadata.row_groups) {
    const isRead = rowsBefore < most && group.num_rows > 0n
    row_groups.push(isRead ? { ...group, columns: await Promise.all(group.columns.map(correct)) } : group)
    rowsBefore += Number(group.num_rows)
  }
  const slice = (from: number, to = byteLength) =>
    from < file.byteLength ? file.slice(from, to) : joined(corrected, from, to)
  return { file: { byteLength, slice }, metadata: { ...metadata, row_groups } }
}

type Part = { start: number; bytes: Uint8Array<ArrayBuffer> }
type ColumnMeta = NonNullable<ColumnChunk['meta_data']>

/** More than the gap between two columns that hyparquet reads at once, which would mix both kinds of bytes. */
const APART = 1_000_000

const isNested = ({ path_in_schema: path }: ColumnMeta) => path.length > 1

/** Looks at one page: a writer uses one version for a file. Its `encoding_stats` don't tell: pyarrow always says 1. */
async function hasNestedPages2(file: AsyncBuffer, { row_groups: groups }: FileMetaData): Promise<boolean> {
  const chunks = groups.find(({ num_rows: rows }) => rows > 0n)?.columns ?? []
  const meta = chunks.map((chunk) => chunk.meta_data).find((chunk) => chunk && isNested(chunk))
  if (!meta) return false
  const start = Number(meta.data_page_offset)
  const buffer = await file.slice(start, Math.min(start + LONGEST_HEADER, file.byteLength))
  try {
    return parquetHeader({ view: new DataView(buffer), offset: 0 }).type === 'DATA_PAGE_V2'
  } catch {
    return false // Reading the rows will say what is wrong.
  }
}

/** Bytes; a header may hold the least and the greatest text of its page. */
const LONGEST_HEADER = 16_384

/** The bytes of corrected columns, which lie side by side. */
function joined(parts: readonly Part[], from: number, to: number): ArrayBuffer {
  const output = new Uint8Array(to - from)
  for (const { start, bytes } of parts) {
    const [low, high] = [Math.max(from, start), Math.min(to, start + bytes.length)]
    if (low < high) output.set(bytes.subarray(low - start, high - start), low - from)
  }
  return output.buffer
}

/** Pages with corrected headers. Undefined if the pages are broken, which their reader will say. */
function correctPages(buffer: ArrayBuffer, maxLevel: number): Uint8Array<ArrayBuffer> | undefined {
  const reader = { view: new DataView(buffer), offset: 0 }
  const parts: Uint8Array[] = []
  try {
    while (reader.offset < buffer.byteLength - 1) {
      const start = reader.offset
      const header = parquetHeader(reader)
      const body = new Uint8Array(buffer, reader.offset, header.compressed_page_size)
      const original = new Uint8Array(buffer, start, reader.offset - start)
      parts.push(header.type === 'DATA_PAGE_V2' ? headerOf(header, nullsIn(header, body, maxLevel)) : original, body)
      reader.offset += body.length
    }
  } catch {
    return undefined
  }
  const output = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let filled = 0
  for (const part of parts) {
    output.set(part, filled)
    filled += part.length
  }
  return output
}

function nullsIn({ data_page_header_v2: page }: PageHeader, body: Uint8Array, maxLevel: number): number {
  if (!page || maxLevel === 0) return 0
  const levels = Array.from({ length: page.num_values }, () => 0)
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const reader = { view, offset: page.repetition_levels_byte_length }
  readRleBitPackedHybrid(reader, 32 - Math.clz32(maxLevel), levels, page.definition_levels_byte_length)
  return levels.reduce((nulls, level) => nulls + (level === maxLevel ? 0 : 1), 0)
}

/** A page's header in Thrift's compact protocol: what a reader needs of it. */
function headerOf(header: PageHeader, nulls: number): Uint8Array {
  const page = header.data_page_header_v2
  if (!page) throw new Error('The page has no header of version 2.')
  const version2 = [
    ...integer(page.num_values),
    ...integer(nulls),
    ...integer(page.num_rows),
    ...integer(Encodings.indexOf(page.encoding)),
    ...integer(page.definition_levels_byte_length),
    ...integer(page.repetition_levels_byte_length),
    page.is_compressed === false ? 0x12 : 0x11,
    0,
  ]
  const sizes = [...integer(header.uncompressed_page_size), ...integer(header.compressed_page_size)]
  // The type is 3; field 8 follows field 3 and is a struct.
  return Uint8Array.from([...integer(3), ...sizes, 0x5c, ...version2, 0])
}

/** The next field: an i32 as zigzag varint. */
function integer(value: number): number[] {
  const bytes = [0x15]
  let rest = value * 2
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}
