import { expect, test } from 'vitest'
import { processorTime } from '../../scripts/processor-time.ts'
import { MARK, markFormulas } from './formulas.ts'

test('puts formulas into code, where Markdown leaves them alone', () => {
  expect(markFormulas('so $a_1 * b_1 < c$, and $x$.')).toBe(`so \`${MARK}a_1 * b_1 < c\`, and \`${MARK}x\`.`)
  expect(markFormulas('text\n$$\n\\sum_i x_i \\\\\n\n y\n$$\nmore')).toContain('\n```math\n\\sum_i x_i \\\\\n y\n```\n')
  expect(markFormulas('\\begin{align*}a &= b\\end{align*}')).toContain(
    '```math\n\\begin{align*}a &= b\\end{align*}\n```',
  )
  expect(markFormulas('$a\nb$ $`c$')).toBe(`\`${MARK}a b\` \`\`${MARK}\`c\`\``)
})

test.each([
  ['so \\\\(x_1\\\\).', `so \`${MARK}x_1\`.`],
  ['so \\(\\alpha_1 + y_1\\)', `so \`${MARK}\\alpha_1 + y_1\``],
  ['a \\[x^2\\]', 'a \n\n```math\nx^2\n```\n\n'],
  ['\\\\[\nx = \\frac{a}{b}\n\\\\]', '\n\n```math\nx = \\frac{a}{b}\n```\n\n'],
  ['\\[a^2 \\\\[2pt] b\\]', '\n\n```math\na^2 \\\\[2pt] b\n```\n\n'],
  ['\\\\[a \\\\\\\\[2pt] b\\\\]', '\n\n```math\na \\\\\\\\[2pt] b\n```\n\n'],
  [
    'where \\begin{align}a&=b\\\\c&=d\\end{align} holds',
    'where \n\n```math\n\\begin{align}a&=b\\\\c&=d\\end{align}\n```\n\n holds',
  ],
])('%j holds a formula', (text, marked) => {
  expect(markFormulas(text)).toBe(marked)
})

test.each([
  'as \\[1\\] and \\(not a link\\) say, \\[a_b\\]',
  '`\\(\\alpha\\)`',
  'It costs $5 and $10, or US$5 to C$7, $5-$10.',
  'cd $HOME/$USER and `echo $x $y`',
  '```sh\necho $a $b\n```\nfor $5',
  '~~~\n$x$\n~~~',
  'escaped \\$x\\$ and a $ b $',
  '``a ` $x$ ``',
  '```\n$never closed$',
  '$$$$',
  '$a\n\nb$',
])('%s holds no formula', (text) => {
  expect(markFormulas(text)).toBe(text)
})

test.each(['\\(', '\\[', '\\\\(', '\\\\[', '\\\\\\(', '\\\\\\['])(
  'many %s that never end take no time',
  async (begin) => {
    const text = begin.repeat(50_000)
    expect(markFormulas(text)).toBe(text)
    expect(await processorTime(() => markFormulas(text), 500)).toBeLessThan(500)
  },
)

test('ticks that never end take no time, however many stand together', async () => {
  const text = Array.from({ length: 200 }, (_, index) => `${'`'.repeat(index + 1)} `).join('')
  expect(markFormulas(text)).toBe(text)
  expect(await processorTime(() => markFormulas(text), 500)).toBeLessThan(500)
})
