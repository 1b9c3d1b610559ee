import { expect, test } from 'vitest'
import { fits } from './fits.ts'

test.each([
  ['xgb', 100, true],
  ['gradient-boosting', 100, false],
  ['WWWWWWWWWW', 100, false],
  ['東京都渋谷区恵比寿', 100, false],
  ['a\nb', 100, false],
  ['\ta', 100, false],
  ['', 0, true],
])('“%s” on %i pixels: %s', (text, width, whether) => {
  expect(fits(text, width)).toBe(whether)
})
