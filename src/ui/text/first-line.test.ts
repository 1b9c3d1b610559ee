import { expect, test } from 'vitest'
import { firstLine } from './first-line.ts'

test.each([
  ['# Taxi fares\n\nmore', 'Taxi fares'],
  ['\n\n  Plain words. ', 'Plain words.'],
  ['**Bold** and *slanted* and `code`', 'Bold and slanted and code'],
  ['- [x] done', 'done'],
  ['> quoted', 'quoted'],
  ['see [the sheet](https://x/y) ![logo](z.png)', 'see the sheet logo'],
  ['<b>html</b>', 'html'],
  ['---\ntext', 'text'],
  ['```python\nx = 1', 'x = 1'],
  ['snake_case_name stays, 2 * 3 * 4 too', 'snake_case_name stays, 2 * 3 * 4 too'],
  ['', ''],
  [undefined, ''],
])('%j begins “%s”', (markdown, text) => {
  expect(firstLine(markdown)).toBe(text)
})
