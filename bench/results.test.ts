import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Found, measuredLine, type Part, rowOf, withFound } from './results.ts'

const NOTES = '## What explains it\n\n### Pages\n\nMeasured by hand, part pages.\n'

const found = (part: Part, at: string, titles = [`About ${part}`]): Found => ({
  part,
  run: [at, '10', 'Node', '0.0'],
  summary: [rowOf([part, 'a target', 'at most 1', `1 of 1 ${at}`, '', ''])],
  tables: titles.map((title) => [`## ${title}`, '', measuredLine(part, at), '', `| ${title} ${at} |`]),
})

const all = (...parts: Found[]) => parts.reduce(withFound, NOTES)
const monday = [
  found('requests', 'Monday', ['Beside MLflow', 'Beside a sketch']),
  found('pages', 'Monday'),
  found('growth', 'Monday'),
]

test('a part replaces its own tables, run and summary', () => {
  expect(all(...monday, found('pages', 'Tuesday'))).toBe(all(monday[0]!, found('pages', 'Tuesday'), monday[2]!))
})

test('tables that a part no longer has go, and new ones come', () => {
  const text = all(...monday, found('requests', 'Tuesday', ['Beside MLflow', 'Beside an earlier commit']))
  expect(text).not.toContain('Beside a sketch')
  expect(text).toContain('| Beside an earlier commit Tuesday |')
  expect(text).toContain('| About pages Monday |')
})

test('parts keep their order, whichever was measured first', () => {
  expect(all(...monday.toReversed())).toBe(all(...monday))
})

test('the notes stay as they are', () => {
  expect(all(...monday, ...monday).endsWith(`\n\n${NOTES}`)).toBe(true)
})

test('the tables of RESULTS.md can be replaced', () => {
  const file = readFileSync(join(import.meta.dirname, 'RESULTS.md'), 'utf8')
  const once = withFound(file, found('pages', 'Tuesday'))
  const [run, ...summary] = file.split('\n').filter((line) => line.startsWith('| pages |'))
  const tables = file.split(/\n+(?=## )/).filter((section) => /^Measured .*, part pages\.$/m.test(section))
  const cells = run!.slice(2, -2).split(' | ').slice(1)
  const back = { part: 'pages', run: cells, summary, tables: tables.map((table) => table.split('\n')) } as const
  expect(once).not.toBe(file)
  expect(withFound(once, back)).toBe(file)
})
