import { expect, test } from 'vitest'
import { areHashed, comparedAtOnce, fileChanges, verdictsByHash } from './files.ts'

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
  expect(areHashed(fileChanges(half, half, false), false)).toBe(true)
  expect(areHashed(fileChanges(half, more, false), false)).toBe(false)
})

test('does not have a version hashed of which only some files are listed', () => {
  const small = new Map(Array.from({ length: 2000 }, (_, at) => [`${at}.txt`, 10]))
  expect(areHashed(fileChanges(small, small, false), true)).toBe(false)
})

test('decides every file of equal size that both versions have a hash of, also more than are read', () => {
  const sizes = new Map(Array.from({ length: 300 }, (_, at) => [`${at}.txt`, 10]))
  const hashes = new Map(Array.from(sizes.keys(), (path) => [path, `of ${path}`]))
  const changes = fileChanges(sizes, sizes, false)
  expect(comparedAtOnce(changes).size).toBe(200)
  const verdicts = verdictsByHash(changes, hashes, new Map([...hashes, ['7.txt', 'another']]))
  expect(verdicts.size).toBe(300)
  expect([...verdicts].filter(([, verdict]) => verdict !== 'same')).toEqual([['7.txt', 'changed']])
})

test('leaves to their bytes the files without a hash, and to their sizes those of different sizes', () => {
  const hashes = new Map([...before.keys()].map((path) => [path, 'a']))
  expect(verdictsByHash(fileChanges(before, after, false), hashes, hashes)).toEqual(new Map([['model.pkl', 'same']]))
  expect(verdictsByHash(fileChanges(before, after, false), hashes, new Map())).toEqual(new Map())
  expect(verdictsByHash(fileChanges(before, after, false), undefined, hashes)).toEqual(new Map())
})
