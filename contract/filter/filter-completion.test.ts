import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { completions } from './filter-completion.ts'

const seen = new Map([
  ['tags.team', new Set(['rides', "o'hare"])],
  ['tags.`a b`', new Set<string>()],
])
const after = (text: string) => completions('models', text, seen).map((it) => text.slice(0, it.start) + it.text)

test.each([
  ['', []],
  ['na', ['name']],
  ['tags.a', ['tags.`a b`']],
  ['t', ['tags.team', 'tags.`a b`']],
  ['taxi ', []],
  ['name ', ['name =', 'name !=', 'name LIKE', 'name ILIKE', 'name IN', 'name NOT IN']],
  ['name i', ['name ILIKE', 'name IN']],
  ['tags.team =', []],
  ['tags.team = ', ["tags.team = 'rides'"]],
  ["tags.team = 'r", ["tags.team = 'rides'"]],
  ["name = 'x' ", ["name = 'x' AND"]],
  ["name = 'x' AND tags.t", ["name = 'x' AND tags.team"]],
  ["name = 'x'", []],
])('completes %j to %j', (text, whole) => {
  expect(after(text)).toEqual(whole)
})

test('never throws, whatever the text', () => {
  assert(property(string(), (text) => Array.isArray(completions('runs', text, seen))))
})
