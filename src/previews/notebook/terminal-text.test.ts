import { expect, test } from 'vitest'
import { printedParts } from './terminal-text.ts'

const link = (href: string, text: string, end = '\u001B\\') => `\u001B]8;id=1;${href}${end}${text}\u001B]8;;${end}`

test('links of a terminal are links, and only those to the web', () => {
  expect(
    printedParts(
      `see ${link('https://a.example/x', 'the \u001B[1mrun\u001B[0m')}, or ${link('file:///etc', 'a.py:3')}\n`,
    ),
  ).toEqual([
    { text: 'see ' },
    { text: 'the run', href: 'https://a.example/x' },
    { text: ', or ' },
    { text: 'a.py:3' },
    { text: '\n' },
  ])
  expect(printedParts(link('http://b.example', 'b', '\u0007'))).toEqual([{ text: 'b', href: 'http://b.example' }])
  expect(printedParts(link('javascript:alert(1)', 'trap'))).toEqual([{ text: 'trap' }])
})

test('colours, titles and overwritten parts leave only their words', () => {
  expect(printedParts('\u001B]0;title\u000710%\r50%\r100%\n\u001B[31mred\u001B[0m\r\n')).toEqual([
    { text: '100%\nred\r\n' },
  ])
  expect(printedParts('\u001B(B\u001B[38:5:208morange\u001B[m\u001B7 ab\u0008c')).toEqual([{ text: 'orange ac' }])
  expect(printedParts('a\n\u0008 50%\u0008\u0008\u0008100%')).toEqual([{ text: 'a\n 100%' }])
  expect(printedParts('')).toEqual([])
})
