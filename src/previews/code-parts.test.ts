import { expect, test } from 'vitest'
import { codeParts } from './code-parts.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')

test('short text is one part; a last line break begins no line', () => {
  expect(codeParts('a\nb\n', false)).toEqual([{ text: 'a\nb', line: 1, lines: 2, highlighted: false }])
  expect(codeParts('', true)).toEqual([{ text: '', line: 1, lines: 1, highlighted: true }])
})

test('long text is cut at ends of lines, and nothing is lost', () => {
  const parts = codeParts(numbered(1000), false)
  expect(parts.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 400],
    [401, 400],
    [801, 200],
  ])
  expect(parts.map(({ text }) => text).join('\n')).toBe(numbered(1000))
})

test('only the beginning is highlighted', () => {
  const [first, second] = codeParts(numbered(20_000), true)
  expect(first?.text.length).toBeLessThanOrEqual(100_000)
  expect(first?.text.length).toBeGreaterThan(99_000)
  expect(second?.line).toBe((first?.lines ?? 0) + 1)
})

test('one endless line is not highlighted', () => {
  expect(codeParts('x'.repeat(200_000), true)).toMatchObject([{ lines: 1, highlighted: false }])
  expect(codeParts(`a\n${'x'.repeat(200_000)}`, true).map(({ highlighted }) => highlighted)).toEqual([true, false])
})
