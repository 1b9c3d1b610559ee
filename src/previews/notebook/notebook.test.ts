import { expect, test, vi } from 'vitest'
import { notebookIn, readNotebook } from './notebook.ts'

const notebook = (...outputs: unknown[]) =>
  readNotebook(JSON.stringify({ cells: [{ cell_type: 'code', source: 'x', execution_count: 3, outputs }] }))

const outputOf = (output: unknown) => notebook(output).cells[0]?.outputs[0]

test('reads cells of nbformat 4', () => {
  const read = readNotebook(
    JSON.stringify({
      metadata: { language_info: { name: 'R' } },
      cells: [
        { cell_type: 'markdown', source: ['# A\n', 'b'] },
        { cell_type: 'code', source: 'x <- 1', execution_count: null, outputs: [] },
        { cell_type: 'raw', source: 'as is' },
      ],
    }),
  )
  expect(read).toEqual({
    language: 'r',
    cells: [
      { kind: 'markdown', source: '# A\nb', attachments: new Map(), outputs: [] },
      { kind: 'code', source: 'x <- 1', attachments: new Map(), outputs: [] },
      { kind: 'raw', source: 'as is', attachments: new Map(), outputs: [] },
    ],
    isRich: false,
  })
})

test('parses a file once', () => {
  const bytes = new TextEncoder().encode('{"cells": [{"cell_type": "markdown", "source": "so $x$"}]}')
  const content = { bytes, size: bytes.length, whole: true }
  const parse = vi.spyOn(JSON, 'parse')
  expect(notebookIn(content)).toMatchObject({ isRich: true, cells: [{ source: 'so $x$' }] })
  expect(notebookIn(content)).toBe(notebookIn(content))
  expect(parse).toHaveBeenCalledTimes(1)
  parse.mockRestore()
  const broken = { ...content, bytes: bytes.slice(1) }
  expect(notebookIn(broken)).toBeInstanceOf(SyntaxError)
})

test('reads cells of nbformat 3', () => {
  const cell = {
    cell_type: 'code',
    input: 'plot()',
    prompt_number: 7,
    outputs: [{ output_type: 'display_data', png: 'iVBO\nRw' }],
  }
  expect(readNotebook(JSON.stringify({ worksheets: [{ cells: [cell] }] })).cells).toEqual([
    {
      kind: 'code',
      source: 'plot()',
      count: 7,
      attachments: new Map(),
      outputs: [{ kind: 'image', src: 'data:image/png;base64,iVBORw' }],
    },
  ])
})

test('shows the richest form of an output', () => {
  const data = { 'text/plain': ['<Figure>'], 'text/html': ['<table>', '</table>'] }
  expect(outputOf({ output_type: 'execute_result', data })).toEqual({ kind: 'html', text: '<table></table>' })
  expect(outputOf({ output_type: 'display_data', data: { ...data, 'image/png': 'aa"onload=' } })).toEqual({
    kind: 'image',
    src: 'data:image/png;base64,aaonload=',
  })
  expect(outputOf({ output_type: 'display_data', data: { 'application/json': { a: 1 } } })).toEqual({
    kind: 'json',
    value: { a: 1 },
  })
  expect(outputOf({ output_type: 'display_data', data: { 'application/x-odd': 1 } })).toEqual({
    kind: 'text',
    text: '(application/x-odd: cannot be shown here)',
  })
})

test('keeps what a program printed as it was printed', () => {
  const text = ['10%\r100%\n', '\u001B[31mred\u001B[0m\r\n']
  expect(outputOf({ output_type: 'stream', text })).toEqual({ kind: 'text', text: text.join('') })
  expect(outputOf({ output_type: 'error', ename: 'E', evalue: 'x', traceback: ['E', ': x'] })).toEqual({
    kind: 'error',
    text: 'E\n: x',
  })
})

const latex = (text: string) =>
  outputOf({ output_type: 'execute_result', data: { 'text/latex': text, 'text/plain': 'x' } })

test('reads formulas, and the pictures that a cell keeps', () => {
  expect(latex('$\\displaystyle x^{2}$')).toEqual({ kind: 'markdown', text: '$$ x^{2}$$' })
  expect(latex('x_1')).toEqual({ kind: 'markdown', text: '$$x_1$$' })
  expect(latex('$$a$$')).toEqual({ kind: 'markdown', text: '$$a$$' })
  const source = '![a](attachment:a%20b.png)'
  const attachments = { 'a b.png': { 'image/png': 'AA==' }, 'odd.bin': { 'x/y': 'AA==' } }
  const { cells } = readNotebook(JSON.stringify({ cells: [{ cell_type: 'markdown', source, attachments }] }))
  expect(cells[0]?.attachments).toEqual(new Map([['a b.png', 'data:image/png;base64,AA==']]))
})

test('names only the types of an output that cannot be shown', () => {
  const cell = { cell_type: 'code', input: 'x', outputs: [{ output_type: 'display_data', metadata: {}, odd: '1' }] }
  expect(readNotebook(JSON.stringify({ worksheets: [{ cells: [cell] }] })).cells[0]?.outputs).toEqual([
    { kind: 'text', text: '(odd: cannot be shown here)' },
  ])
})

test.each([
  ['[]', 'A notebook is a JSON object.'],
  ['{}', 'It has no list of cells.'],
  ['{"cells": [', /JSON/],
])('%s is no notebook', (text, reason) => {
  expect(() => readNotebook(text)).toThrow(reason)
})
