import { expect, test } from 'vitest'
import { kindOf } from './kind-of.ts'

test.each([
  ['MLmodel', 'model'],
  ['LICENSE', 'text'],
  ['train.py', 'text'],
  ['page.html', 'text'],
  ['a.b.JSON', 'json'],
  ['rows.tsv', 'table'],
  ['plot.PNG', 'image'],
  ['model.pkl', 'pickle'],
  ['weights.bin', 'unknown'],
])('%s is shown as %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})
