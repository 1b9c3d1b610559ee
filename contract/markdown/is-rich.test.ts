import { expect, test } from 'vitest'
import { isRich } from './is-rich.ts'

test.each([
  ['so $a_1$ is', true],
  ['$$\n\\sum_i x_i\n$$', true],
  ['```math\nx^2\n```', true],
  ['~~~ math\nx^2\n~~~', true],
  ['a <b>bold</b> word', true],
  ['<!-- a remark -->', true],
  ['---\nlicense: mit\n---\n$x$', true],
  ['---\nowner: <b>\n---\nplain', false],
  ['it costs $5 to $10, a < b, and *much*', false],
  ['```python\nimport math\n```', false],
  ['```sh\necho $x\n```\nno formula', false],
  ['', false],
])('tells whether a text has formulas or HTML: %j', (text, expected) => expect(isRich(text)).toBe(expected))

test.each([
  ['so $x$ is', 6, true],
  ['so $x$ is', 5, undefined],
  ['plain, however long', 5, false],
  ['---\nowner: <b>\n---\nso $x$', 6, true],
  ['it costs $5', 5, undefined],
  ['it costs $5', 11, false],
])('looks for formulas in the beginning of a text: %j, %i characters', (text, most, expected) =>
  expect(isRich(text, most)).toBe(expected),
)
