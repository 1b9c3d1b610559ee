import { expect, test } from 'vitest'
import { isRichFile, isRichNotebook } from './rich-files.ts'

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
  ['only plain Markdown', { cells: [markdown('plain'), code({ 'text/markdown': ['*plain*'] })] }, false],
  ['only code with a dollar, and HTML that a cell printed', { cells: [code({ 'text/html': '<b>x</b>' })] }, undefined],
  ['a formula that is shown as a picture', { cells: [code({ 'text/latex': '$x$', 'image/png': 'aGk=' })] }, undefined],
  ['no cells', {}, undefined],
])('tells whether a notebook has Markdown with formulas or HTML: %s', (_, notebook, expected) =>
  expect(isRichNotebook(notebook)).toBe(expected),
)

test('looks for formulas in the beginning of all texts of a notebook', () => {
  const notebook = JSON.stringify({ cells: [markdown('plain'), markdown('so $x$')] })
  expect(isRichFile('notebook', notebook, 11)).toBe(true)
  expect(isRichFile('notebook', notebook, 10)).toBeUndefined()
})

test('what is no notebook has no Markdown', () => expect(isRichFile('notebook', '$x$ <b>', 100)).toBeUndefined())

test('lists within lists, of which no notebook has thousands, are no text', () => {
  const source = '['.repeat(40_000) + ']'.repeat(40_000)
  expect(isRichFile('notebook', `{"cells": [{"cell_type": "markdown", "source": ${source}}]}`, 100)).toBe(false)
})

test('a Markdown file is its text, of which the beginning is shown', () => {
  expect(isRichFile('markdown', 'so $x$', 100)).toBe(true)
  expect(isRichFile('markdown', `${'plain '.repeat(20_000)}$x$`, 1e6)).toBe(false)
  expect(isRichFile('table', '$x$', 100)).toBeUndefined()
})
