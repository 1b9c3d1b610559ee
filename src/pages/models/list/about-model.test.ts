import { expect, test } from 'vitest'
import { aboutOf } from './about-model.ts'

const found = (terms: string[], where?: string) => ({ model: { name: 'm' }, terms, where })
const words = (count: number) => 'word '.repeat(count)

test.each<[string, string, Parameters<typeof aboutOf>[1], string | RegExp]>([
  ['nothing was searched', 'Bikes per hour.', undefined, 'Bikes per hour.'],
  ['it begins with the word', 'Bikes per hour.', found(['bikes']), 'Bikes per hour.'],
  ['the word comes later', `${words(50)}glacier melts`, found(['glacier']), /^…(word )+glacier melts$/],
  ['the text has no spaces', `${'駅'.repeat(300)}氷河 水`, found(['氷河']), '…氷河 水'],
  ['the word comes late', `${words(300)}**glacier** melts`, found(['glacier']), /^…(word )+glacier melts$/],
  ['only a table has it', 'Begins.\n\n| lake | glacier |\n', found(['glacier']), /glacier/],
  ['only front matter has it', '---\nrunbook: glacier.example\n---\n\nBegins.', found(['glacier']), /glacier/],
  ['the name has it', 'Begins.', found(['glacier']), 'Begins.'],
  ['a tag has it', 'Begins.', found(['glacier'], 'Tag ice: glacier'), 'Tag ice: glacier · Begins.'],
  [
    'a version has it late',
    'Begins.',
    found(['glacier'], `Version 3 ${words(300)}glacier melts`),
    /^Version 3 .{30} …(word )+glacier melts · Begins\.$/,
  ],
])('tells a model where %s', (_where, description, one, expected) => {
  const told = aboutOf(description, one)
  if (typeof expected === 'string') expect(told).toBe(expected)
  else expect(told).toMatch(expected)
  expect(told.length).toBeLessThan(1000)
})
