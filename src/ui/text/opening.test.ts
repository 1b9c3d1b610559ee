import { expect, test } from 'vitest'
import { opening } from './opening.ts'

test.each([
  ['Predicts **fares** of\ntaxi rides.', 'Predicts fares of taxi rides.'],
  ['# Fares\n\n## Purpose\n\nPredicts fares.\n\n- in [NYC](https://x)', 'Predicts fares. in NYC'],
  ['---\nowner: Ana\n---\n# Fares\nFor rides.', 'For rides.'],
  ['# Only a heading', 'Only a heading'],
  ['```python\nload()\n```\nAfter code.', 'After code.'],
  ['~~~\n```\nstill code\n~~~\nAfter.', 'After.'],
  ['<script>alert(1)</script> text', 'alert(1) text'],
  ['# only\n#hashtag is text', '#hashtag is text'],
  ['Before.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.', 'Before. After.'],
  ['', ''],
  [undefined, ''],
])('%j begins with %j', (markdown, text) => {
  expect(opening(markdown)).toBe(text)
})

test('reads no more of a long text than can be shown', () => {
  expect(opening('word '.repeat(100_000))).toHaveLength(600)
})
