import { expect, test } from 'vitest'
import { spelledOut } from './spelled-out.ts'

test.each([
  ['taxi ', '“taxi ”'],
  [' taxi', '“ taxi”'],
  ['taxi  fares', '“taxi  fares”'],
  ['taxi\tfares', '“taxi\\u{9}fares”'],
  ['taxi\u00a0fares', '“taxi\\u{a0}fares”'],
  ['taxi\u200b', '“taxi\\u{200b}”'],
  ['cafe\u0301', '“cafe\\u{301}”'],
])('%j is told from the text that looks like it', (text, shown) => {
  expect(spelledOut(text)).toBe(shown)
})

test.each(['taxi fares', 'café', '👩‍💻', 'हिन्दी', 'می‌خواهم', ''])('%j hides nothing', (text) => {
  expect(spelledOut(text)).toBeUndefined()
})
