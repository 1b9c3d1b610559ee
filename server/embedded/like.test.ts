import { DatabaseSync } from 'node:sqlite'
import { array, assert, constantFrom, property } from 'fast-check'
import { expect, test } from 'vitest'
import { likeMatcher, type Text } from './like.ts'

const sqlite = new DatabaseSync(':memory:')
sqlite.exec('PRAGMA case_sensitive_like = ON')
const likeOf = sqlite.prepare('SELECT ? LIKE ? AS matches')

const textOf = (letters: string[], size: number) =>
  array(constantFrom(...letters), { maxLength: size }).map((all) => all.join(''))
const letters = ['a', 'a', 'b', 'A', 'é', '😀', '😁']

test('matches what LIKE matches in SQLite', () => {
  const patterns = textOf([...letters, '%', '%', '_', 'ab'.repeat(20), 'a_b'], 8)
  const texts = textOf([...letters, 'ab', 'ab'.repeat(20)], 12)
  assert(
    property(patterns, texts, (pattern, text) => {
      expect(likeMatcher(pattern)(text)).toBe(likeOf.get(text, pattern)!['matches'] === 1)
    }),
    { numRuns: 5000 },
  )
})

/** How many letters a matcher looks at; it looks at each of a short part once more for each place. */
function stepsOf(pattern: string, text: string): number {
  let steps = 0
  const counted: Text = {
    length: text.length,
    charCodeAt: (at) => ((steps += 1), text.charCodeAt(at)),
    codePointAt: (at) => ((steps += 1), text.codePointAt(at)),
    startsWith: (part, at) => ((steps += part.length), text.startsWith(part, at)),
    indexOf(part, from = 0) {
      expect(part.length).toBeLessThanOrEqual(32)
      const found = text.indexOf(part, from)
      steps += (found < 0 ? text.length : found + part.length) - from
      return found
    },
  }
  likeMatcher(pattern)(counted)
  return steps
}

test.each([
  ['a long part', `%${'a'.repeat(5000)}b%`],
  ['a long part that begins unlike the text', `%b${'a'.repeat(5000)}%`],
  ['many short parts', `${'%a'.repeat(5000)}b%`],
  ['many long parts', `${`%${'a'.repeat(100)}`.repeat(100)}b%`],
  ['parts with wildcards', `%${'a_'.repeat(100)}b%`],
  ['many parts with wildcards', `${'%a_a'.repeat(2000)}b%`],
  ['wildcards alone', `${'_%'.repeat(5000)}b`],
  ['a long beginning and a long end', `${'a'.repeat(5000)}%${'a'.repeat(5000)}`],
])('looks about once at each letter of a text for %s', (_, pattern) => {
  const text = 'a'.repeat(100_000)
  expect(stepsOf(pattern, text)).toBeLessThanOrEqual(1.2 * (text.length + pattern.length))
})
