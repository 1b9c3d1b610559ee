import { expect, test } from 'vitest'
import { fileName } from './save-target.ts'

test.each([
  ['model', 'model'],
  ['Übersicht 2026 – 漢字', 'Übersicht 2026 – 漢字'],
  ['a/b:c*?"<>|\\\u0007', 'a_b_c________'],
  ['end. ', 'end'],
  ['..', 'artifacts'],
])('%j is saved as %j', (name, saved) => {
  expect(fileName(name)).toBe(saved)
})
