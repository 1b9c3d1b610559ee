import { expect, test } from 'vitest'
import { highlight } from './highlight.ts'
import { languageOf, loadGrammar } from './languages.ts'

test.each([
  ['train.py', 'python'],
  ['conda.yaml', 'yaml'],
  ['MLmodel', 'yaml'],
  ['Dockerfile', 'dockerfile'],
  ['page.HTML', 'xml'],
  ['notes.txt', undefined],
  ['README', undefined],
])('%s is written in %s', (name, language) => {
  expect(languageOf(name)).toBe(language)
})

test('escapes highlighted text and keeps every character', async () => {
  const text = 'x = "<script>alert(1)</script>" # & more\n'
  const html = highlight(text, 'python', await loadGrammar('python'))
  expect(html).toContain('hljs-string')
  expect(html).not.toContain('<script')
  const words = html.replaceAll(/<\/?span[^>]*>/g, '')
  expect(words).toBe('x = &quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot; # &amp; more\n')
})

test('highlights a grammar without the grammars it embeds', async () => {
  expect(highlight('<style>a{}</style>', 'xml', await loadGrammar('xml'))).toContain('hljs-name')
})
