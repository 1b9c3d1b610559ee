import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { bytesOf, firstRows, openParquet } from './parquet.ts'
import { packed } from './testing-parquet.ts'

const columnData = [
  { name: 'id', data: [1n, 2n, 9007199254740993n], type: 'INT64' as const },
  { name: 'town', data: ['Zürich', null, 'a\nb'], type: 'STRING' as const },
  { name: 'at', data: [new Date(0), new Date(1000), new Date(2000)], type: 'TIMESTAMP' as const },
  { name: 'tags', data: [{ a: 1 }, [1, 'x'], null], type: 'JSON' as const },
]

/** Opens bytes as a server would answer them, and notes what was asked for. */
async function open(buffer: ArrayBuffer) {
  const asked: [number, number][] = []
  const file = await openParquet(buffer.byteLength, async (start, end) => {
    asked.push([start, end])
    return buffer.slice(start, end)
  })
  return { file, asked }
}

test('rows are text: long integers exact, dates as ISO, nested values as JSON, nothing for null', async () => {
  const { file } = await open(parquetWriteBuffer({ columnData }))
  expect(file.rows).toBe(3)
  expect(file.columns).toEqual([
    { name: 'id', type: 'int64' },
    { name: 'town', type: expect.stringMatching(/string|utf8/) },
    { name: 'at', type: expect.stringMatching(/timestamp/) },
    { name: 'tags', type: 'json' },
  ])
  expect((await firstRows(file, 10)).rows).toEqual([
    ['1', 'Zürich', '1970-01-01T00:00:00.000Z', '{"a":1}'],
    ['2', '', '1970-01-01T00:00:01.000Z', '[1,"x"]'],
    ['9007199254740993', 'a\nb', '1970-01-01T00:00:02.000Z', ''],
  ])
})

test.each(Object.entries(packed))('what is packed with %s is read', async (_, base64) => {
  const { file } = await open(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer)
  expect((await firstRows(file, 10)).rows).toEqual([
    ['1', 'one'],
    ['2', 'two'],
  ])
})

test('of a long file only the end and the first groups of rows are read', async () => {
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
