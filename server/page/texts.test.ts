import { expect, test } from 'vitest'
import { textsOf } from './texts.ts'

const version = (description: string) => ({
  'api/2.0/mlflow/model-versions/get?name=m&version=1': JSON.stringify({ model_version: { name: 'm', description } }),
})
const file = (path: string, text: string) => ({ [`get-artifact?run_id=1&path=${encodeURIComponent(path)}`]: text })
const long = 'plain '.repeat(4000)
const notebook = JSON.stringify({ cells: [{ cell_type: 'markdown', source: 'so $x$' }] })

test.each([
  ['', version('so $x$'), 'rich'],
  ['', version('*plain*'), 'plain'],
  ['', version(''), undefined],
  ['', {}, undefined],
  ['artifacts', version('so $x$'), undefined],
  ['artifacts/docs/README.md', file('docs/README.md', '<b>bold</b>'), 'rich'],
  ['artifacts/docs/README.md', file('docs/README.md', '*plain*'), 'plain'],
  ['artifacts/docs/README.md', {}, undefined], // too long for the document
  ['artifacts/docs/README.md', file('docs/README.md', `${long}*plain*`), 'plain'],
  ['artifacts/docs/README.md', file('docs/README.md', `${long}$x$`), undefined],
  ['', version(`${long}$x$`), undefined],
  ['artifacts/loss %26 metrics.md', file('loss & metrics.md', 'so $x$'), 'rich'],
  ['artifacts/50%.md', file('50%.md', 'so $x$'), 'rich'],
  ['artifacts/a.ipynb', file('a.ipynb', notebook), 'rich'],
  ['artifacts/a.csv', file('a.csv', '$x$'), undefined],
] as const)('tells which texts a page shows first, at %j with %j', (tab, answers, expected) =>
  expect(textsOf('version', tab, answers)).toBe(expected),
)

test('a page of several versions shows none of their descriptions', () =>
  expect(textsOf('compareVersions', '', version('so $x$'))).toBeUndefined())
