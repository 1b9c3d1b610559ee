import { expect, test } from 'vitest'
import { splitFrontMatter } from './split-front-matter.ts'

test('splits front matter from the text', () => {
  expect(splitFrontMatter('---\nowner: team A\ntags:\n- a\n- b\n---\n# Demand\n')).toEqual({
    fields: 'owner: team A\ntags:\n- a\n- b',
    body: '# Demand\n',
  })
  expect(splitFrontMatter('\uFEFF---\r\n"a b": 1\r\n# note\r\n...\r\nx')).toEqual({
    fields: '"a b": 1\r\n# note',
    body: 'x',
  })
  expect(splitFrontMatter('---\nmetrics: [\n 1\n]\n---').body).toBe('')
})

test.each([
  '# Demand\n---\na: b\n---\n',
  '---\n\nA text under a ruler.\n\n---\nmore',
  '---\na: b\nnever closed',
  '---\nSome prose here\n---\n',
])('%j begins with no fields', (text) => {
  expect(splitFrontMatter(text)).toEqual({ fields: '', body: text })
})
