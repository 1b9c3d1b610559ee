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
  ['', false],
])('tells whether a text has formulas or HTML: %j', (text, expected) => expect(isRich(text)).toBe(expected))
