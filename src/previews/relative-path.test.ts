import { expect, test } from 'vitest'
import { relativePath } from './relative-path.ts'

test.each([
  ['docs', 'plots/a.png', 'docs/plots/a.png'],
  ['docs/x', '../a%20b.png', 'docs/a b.png'],
  ['', './a.png?raw=1', 'a.png'],
  ['docs', '../../../a.png', 'a.png'],
  ['', '100%.png', '100%.png'],
])('from %j, %s is %s', (folder, path, found) => {
  expect(relativePath(folder, path)).toBe(found)
})
