import { expect, test } from 'vitest'
import { areHashed, comparedAtOnce, fileChanges } from './files.ts'

const before = new Map([
  ['MLmodel', 100],
  ['model.pkl', 5000],
  ['old.txt', 3],
  ['empty', 0],
])
const after = new Map([
  ['MLmodel', 120],
  ['model.pkl', 5000],
  ['nested/ünï 🚲.txt', 3],
  ['empty', 0],
])

test('tells added, removed and changed files, and which only their bytes can tell', () => {
  const verdicts = fileChanges(before, after, false).map(({ path, verdict }) => [path, verdict])
  expect(Object.fromEntries(verdicts)).toEqual({
    MLmodel: 'changed',
    'model.pkl': 'unknown',
    'old.txt': 'gone',
    'nested/ünï 🚲.txt': 'new',
    empty: 'same',
  })
})

test('takes the files of one place for the same', () => {
  expect(fileChanges(before, before, true).every(({ verdict }) => verdict === 'same')).toBe(true)
})

test('compares small files at once, and a large one only when asked', () => {
  const sizes = new Map([
    ['huge.bin', 40_000_000],
    ['half.bin', 20_000_000],
    ['other-half.bin', 20_000_000],
    ['small.txt', 10],
  ])
  expect([...comparedAtOnce(fileChanges(sizes, sizes, false))].toSorted()).toEqual(['half.bin', 'small.txt'])
})

test('has small versions hashed, counting all of their files', () => {
  const [half, more] = [new Map([['half.bin', 16_000_000]]), new Map([['half.bin', 16_000_001]])]
  expect(areHashed(fileChanges(half, half, false))).toBe(true)
  expect(areHashed(fileChanges(half, more, false))).toBe(false)
})
