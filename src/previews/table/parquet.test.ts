import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import made from './every-type.json' with { type: 'json' }
import { codecs } from './parquet-codecs.ts'
import { writerOf } from './parquet-values.ts'
import { bytesOf, firstRows, openParquet } from './parquet.ts'
import { intervals, packed } from './testing-parquet.ts'

const columnData = [
  { name: 'id', data: [1n, 2n, 9007199254740993n], type: 'INT64' as const },
  { name: 'town', data: ['Zürich', null, 'a\nb'], type: 'STRING' as const },
  { name: 'at', data: [new Date(0), new Date(1000), new Date(2000)], type: 'TIMESTAMP' as const },
  { name: 'tags', data: [{ a: 1 }, [1, 'x'], null], type: 'JSON' as const },
]

/** Opens bytes like a server would serve them, and records the requests. */
async function open(buffer: ArrayBuffer) {
  const asked: [number, number][] = []
  const file = await openParquet(buffer.byteLength, async (start, end) => {
    asked.push([start, end])
    return buffer.slice(start, end)
  })
  return { file, asked }
}

test.each(Object.entries(made.files))('reads %s exactly like pyarrow', async (_, base64) => {
  const { file } = await open(bytesIn(base64))
  const { columns, rows, faults } = await firstRows(file, 1000)
  expect(rows).toHaveLength(40)
  expect(faults).toEqual([])
  for (const [index, column] of columns.entries())
    expect(
      rows.map((cells) => cells[index]),
      column,
    ).toEqual(expected.get(column))
})

test('shows the columns of a file without rows', async () => {
  const { file } = await open(bytesIn(made.nothing))
  expect(file.rows).toBe(0)
  const { columns, rows, faults } = await firstRows(file, 1000)
  expect(rows).toEqual([])
  expect(faults).toEqual([])
  expect(columns).toEqual([...expected.keys()])
})

test('reads columns of the same name as different columns', async () => {
  const { file } = await open(bytesIn(made.twins))
  expect(await firstRows(file, 1000)).toEqual({
    columns: ['a', 'b', 'a', 'a'],
    rows: [
      ['1', 'x', '3', '[5]'],
      ['2', null, '4', '[]'],
    ],
    faults: [],
  })
})

test('reads intervals', async () => {
  const { file } = await open(bytesIn(intervals))
  const { rows } = await firstRows(file, 10)
  expect(rows).toEqual([['14 months 3 days 14405006 ms'], [null], ['0 months 0 days 0 ms']])
})

test('reads decimals of negative scale, which other writers allow', () => {
  const write = writerOf({ name: 'x', type: 'INT32', converted_type: 'DECIMAL', precision: 4, scale: -2 })
  expect([12, -3, 0].map(write)).toEqual(['1200', '-300', '0'])
})

const expected = new Map<string, (string | null)[]>(Object.entries(made.expected))

const bytesIn = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer

test('writes rows as text: exact long integers, no invented time zones, JSON as stored', async () => {
  const { file } = await open(parquetWriteBuffer({ columnData }))
  expect(file.rows).toBe(3)
  expect(file.columns).toEqual([
    { name: 'id', type: 'int64' },
    { name: 'town', type: expect.stringMatching(/string|utf8/) },
    { name: 'at', type: expect.stringMatching(/timestamp/) },
    { name: 'tags', type: 'json' },
  ])
  expect((await firstRows(file, 10)).rows).toEqual([
    ['1', 'Zürich', '1970-01-01 00:00:00', '{"a":1}'],
    ['2', null, '1970-01-01 00:00:01', '[1,"x"]'],
    ['9007199254740993', 'a\nb', '1970-01-01 00:00:02', null],
  ])
})

test.each(Object.entries(packed))('reads %s compression', async (_, base64) => {
  const { file } = await open(bytesIn(base64))
  expect((await firstRows(file, 10)).rows).toEqual([
    ['1', 'one'],
    ['2', 'two'],
  ])
})

test('reads only the footer and the first row groups of a long file', async () => {
  const data = Array.from({ length: 200_000 }, (_, index) => Math.sin(index))
  const buffer = parquetWriteBuffer({
    columnData: [{ name: 'x', data, type: 'DOUBLE' }],
    rowGroupSize: 10_000,
    codec: 'UNCOMPRESSED',
  })
  const { file, asked } = await open(buffer)
  const { rows } = await firstRows(file, 1000)
  expect(rows).toHaveLength(1000)
  expect(rows[1]).toEqual([String(Math.sin(1))])
  const read = asked.reduce((sum, [start, end]) => sum + end - start, 0)
  expect(read).toBeLessThan(buffer.byteLength / 2)
  expect(bytesOf(file, 1000)).toBeLessThan(buffer.byteLength / 10)
})

test.each([
  ['no Parquet file', new TextEncoder().encode('plain words, and some more of them').buffer],
  ['a cut one', parquetWriteBuffer({ columnData }).slice(0, 100)],
  ['hardly anything', new ArrayBuffer(3)],
])('%s is refused', async (_, buffer) => {
  await expect(open(buffer)).rejects.toThrow(Error)
})

test('reads LZ4 in Hadoop frames, with empty chunks, and as a bare block', () => {
  const abc = [0x30, 97, 98, 99]
  for (const bytes of [abc, frame(3, abc), [...frame(0, []), ...frame(3, abc), ...frame(0, [0])]])
    expect(codecs.LZ4?.(Uint8Array.from(bytes), 3)).toEqual(Uint8Array.from([97, 98, 99]))
  for (const unpack of Object.values(codecs)) expect(unpack(Uint8Array.from([0]), 0)).toHaveLength(0)
})

const frame = (unpacked: number, packed: number[]) => [0, 0, 0, unpacked, 0, 0, 0, packed.length, ...packed]
