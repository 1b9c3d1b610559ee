import { expect, test } from 'vitest'
import { isRichFile } from './rich-files.ts'

const markdown = (source: unknown) => ({ cell_type: 'markdown', source })
const code = (data: object) => ({
  cell_type: 'code',
  source: 'f("$x$")',
  outputs: [{ output_type: 'display_data', data }],
})

test.each([
  ['a formula in lines', { cells: [markdown('plain'), markdown(['so $a', '+ b$'])] }, true],
  ['HTML', { cells: [markdown('<b>bold</b>')] }, true],
  ['a formula that a cell printed', { cells: [code({ 'text/latex': ['$x$'] })] }, true],
  ['one of nbformat 3', { worksheets: [{ cells: [{ outputs: [{ latex: '$x$' }] }] }] }, true],
  ['only code with a dollar, and HTML that a cell printed', { cells: [code({ 'text/html': '<b>x</b>' })] }, false],
  ['a formula that is shown as a picture', { cells: [code({ 'text/latex': '$x$', 'image/png': 'aGk=' })] }, false],
  ['no cells', {}, false],
])('tells whether a notebook has Markdown with formulas or HTML: %s', (_, notebook, expected) =>
  expect(isRichFile('notebook', JSON.stringify(notebook))).toBe(expected),
)

test('what is no notebook has none', () => expect(isRichFile('notebook', '$x$ <b>')).toBe(false))

test('a Markdown file is its text, of which the beginning may be enough', () => {
  expect(isRichFile('markdown', 'so $x$')).toBe(true)
  expect(isRichFile('markdown', 'so $x$', 2)).toBe(false)
  expect(isRichFile('table', '$x$')).toBeUndefined()
})
