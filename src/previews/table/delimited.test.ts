import { expect, test } from 'vitest'
import { readDelimited } from './delimited.ts'

const csv = { tabs: false, whole: true }

test('takes column names from the first row, whatever the delimiter', () => {
  const rows = { header: ['a', 'b'], rows: [['1', 'x, y']], cut: false, comments: [], faults: [] }
  expect(readDelimited('\uFEFFa,b\n1,"x, y"\n', csv)).toEqual(rows)
  expect(readDelimited('a;b\n1;"x, y"\n\n', csv)).toEqual(rows)
  expect(readDelimited('a\tb\n1\tx, y', { tabs: true, whole: true })).toEqual(rows)
})

test('drops the last row of a truncated text without reporting an error', () => {
  expect(readDelimited('a,b\n1,2\n3,"x', { ...csv, whole: false })).toEqual({
    header: ['a', 'b'],
    rows: [['1', '2']],
    cut: false,
    comments: [],
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

test('keeps every cell of a row wider than the header', () => {
  expect(readDelimited('"mpg","cyl"\n"Mazda RX4",21,6\n"Datsun 710",22.8,4\n', csv)).toMatchObject({
    header: ['', 'mpg', 'cyl'],
    rows: [
      ['Mazda RX4', '21', '6'],
      ['Datsun 710', '22.8', '4'],
    ],
    faults: [],
  })
  const { header, rows, faults } = readDelimited('a,b\n1,2\n3,4,5,6\n', csv)
  expect(header).toEqual(['a', 'b', '', ''])
  expect(rows[1]).toEqual(['3', '4', '5', '6'])
  expect(faults).toHaveLength(1)
})

test.each([
  [
    '# made today\n# by hand, twice\nname,value\na,1\n# end\n',
    ['name', 'value'],
    ['# made today', '# by hand, twice', '# end'],
  ],
  ['#chrom\tpos\nx\t1\n', ['#chrom', 'pos'], []],
  ['# x,y\n1.0,2e3\n', ['x', 'y'], []],
  ['#v2\n#x;y\n1;2\n', ['x', 'y'], ['#v2']],
  ['name,value\n#1,2\n', ['name', 'value'], []],
  ['sep=;\r\nname;value\r\na,b;1\r\n', ['name', 'value'], []],
  ['"sep=|"\nname|value\n1|2\n', ['name', 'value'], []],
])('%j begins with comments or names', (text, header, comments) => {
  const read = readDelimited(text, csv)
  expect(read).toMatchObject({ header, comments, faults: [] })
  expect(read.rows).toHaveLength(1)
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
