import { expect, test } from 'vitest'
import { readDelimited } from './delimited.ts'

const csv = { tabs: false, whole: true }

test('takes column names from the first row, whatever the delimiter', () => {
  const rows = { header: ['a', 'b'], rows: [['1', 'x, y']], cut: false, faults: [] }
  expect(readDelimited('\uFEFFa,b\n1,"x, y"\n', csv)).toEqual(rows)
  expect(readDelimited('a;b\n1;"x, y"\n\n', csv)).toEqual(rows)
  expect(readDelimited('a\tb\n1\tx, y', { tabs: true, whole: true })).toEqual(rows)
})

test('drops the last row of a truncated text without reporting an error', () => {
  expect(readDelimited('a,b\n1,2\n3,"x', { ...csv, whole: false })).toEqual({
    header: ['a', 'b'],
    rows: [['1', '2']],
    cut: false,
    faults: [],
  })
})

test('reports rows of another length and unclosed quotes', () => {
  const { faults, rows } = readDelimited('a,b\n1\n2,3,4\n"5,6\n', csv)
  expect(rows).toHaveLength(3)
  expect(faults).toEqual([
    expect.stringMatching(/^Row \d+: Quoted field/),
    '3 rows have more or fewer cells than the first.',
  ])
})

test('keeps the first 50,000 rows and says that more follow', () => {
  expect(readDelimited(lines(50_000, '2'), csv)).toMatchObject({ rows: { length: 50_000 }, cut: false, faults: [] })
  expect(readDelimited(lines(50_001, '2'), csv)).toMatchObject({ rows: { length: 50_000 }, cut: true, faults: [] })
  const wide = readDelimited(lines(10_000, 'x'.repeat(1000)), csv)
  expect(wide).toMatchObject({ cut: true, faults: [] })
  expect(wide.rows.length).toBeLessThan(8000)
})

test('finds no columns in an empty text', () => {
  expect(readDelimited('\n \n', csv).rows).toEqual([])
})

const lines = (count: number, cell: string) => `a,b\n${`1,${cell}\n`.repeat(count)}`
