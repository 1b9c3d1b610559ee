import { expect, test } from 'vitest'
import { extensionOf, extensions, kindOf } from './file-kinds.ts'

test.each([
  ['MLmodel', 'model'],
  ['LICENSE', 'unknown'],
  ['train.py', 'text'],
  ['page.html', 'html'],
  ['a.b.JSON', 'json'],
  ['rows.tsv', 'table'],
  ['rows.parquet', 'parquet'],
  ['eda.ipynb', 'notebook'],
  ['report.PDF', 'pdf'],
  ['plot.PNG', 'image'],
  ['logo.svg', 'image'],
  ['clip.webm', 'video'],
  ['model.pkl', 'pickle'],
  // Safe to load by design, so no warning is shown.
  ['model.skops', 'unknown'],
  ['weights.safetensors', 'unknown'],
  ['weights.bin', 'unknown'],
  ['toString', 'unknown'],
  ['a.constructor', 'unknown'],
])('%s is shown as %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})

test('takes the extension after the last dot', () => {
  expect(['a.tar.GZ', 'a', 'a.', '.env'].map(extensionOf)).toEqual(['gz', '', '', 'env'])
})

test('gives no extension to two kinds', () => {
  const all = Object.values(extensions).flatMap((list) => list.split(' '))
  expect(all.filter((extension, index) => all.indexOf(extension) !== index)).toEqual([])
})
