import { expect, test } from 'vitest'
import { codeParts } from './code-parts.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')

test('makes one part of a short text, without a line after a final line break', () => {
  expect(codeParts('a\nb\n', false)).toEqual([{ text: 'a\nb', rows: 2, line: 1, lines: 2, highlighted: false }])
  expect(codeParts('', true)).toEqual([{ text: '', rows: 1, line: 1, lines: 1, highlighted: true }])
})

test('cuts a long text at line ends without losing anything', () => {
  const parts = codeParts(numbered(1000), false)
  expect(parts.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 400],
    [401, 400],
    [801, 200],
  ])
  expect(parts.map(({ text }) => text).join('\n')).toBe(numbered(1000))
})

test('highlights only the beginning', () => {
  const [first, second] = codeParts(numbered(20_000), true)
  expect(first?.text.length).toBeLessThanOrEqual(50_000)
  expect(first?.text.length).toBeGreaterThan(49_000)
  expect(second?.line).toBe((first?.lines ?? 0) + 1)
})

test('cuts a very long line into rows and parts without losing or splitting a character', () => {
  const endless = `a\n${'🚕'.repeat(200_000)}\nb`
  const parts = codeParts(endless, true)
  expect(parts.map(({ highlighted }) => highlighted).slice(0, 2)).toEqual([true, false])
  const rows = parts.flatMap(({ text }) => text.split('\n'))
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(5001)
  expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThanOrEqual(110_000)
  expect(rows.join('')).toBe(endless.replaceAll('\n', ''))
  expect(rows.every((row) => row.isWellFormed())).toBe(true)
  expect(parts.filter(({ lines }) => lines > 0).map(({ line, lines }) => [line, lines])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ])
})
