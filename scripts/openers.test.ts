import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// e2e/every-page/opened.spec.ts opens what e2e/every-page/openers.ts and openers-in-settings.ts list. A room may not import another's tests, so they are read as text.

const root = join(import.meta.dirname, '..')
const listed = new Set(
  ['openers.ts', 'openers-in-settings.ts'].flatMap((list) =>
    [...readFileSync(join(root, 'e2e/every-page', list), 'utf8').matchAll(/src\/[\w/-]+\.tsx/g)].map(([file]) => file),
  ),
)

/** The components that open over a page, or in the place of what they change. */
const OPENS =
  /<(Autocomplete|ConfirmDeleteButton|ConfirmDialog|Dialog|InlineForm|Menu|MenuButton|Popover|TextDialog|WriteDialog)\b/

/** Their own files, and those that show what other files draw. */
const drawsForOthers = new Set([
  'src/pages/versions/DeleteVersionButton.tsx', // ConfirmDeleteButton
  'src/parts/experiments/ExperimentDialogs.tsx',
  'src/ui/controls/MenuButton.tsx',
  'src/ui/forms/ConfirmDialog.tsx',
  'src/ui/forms/WriteDialog.tsx',
  'src/ui/text/WholeText.tsx', // TextDialog
])

test('the walk over everything that opens knows every file that draws such a thing', () => {
  const drawn = globSync('src/**/*.tsx', { cwd: root })
    .filter((file) => OPENS.test(readFileSync(join(root, file), 'utf8')))
    .filter((file) => !drawsForOthers.has(file))
  expect(drawn.filter((file) => !listed.has(file))).toEqual([])
  expect(drawn.length).toBeGreaterThan(40)
})

test('the walk names no file that is gone', () => {
  const files = new Set(globSync('src/**/*.tsx', { cwd: root }))
  expect([...listed].filter((file) => !files.has(file))).toEqual([])
})
