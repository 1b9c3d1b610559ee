import { expect, test } from 'vitest'
import { together, type Which } from './compare-files.ts'

const near = (name: string, differing: number): Which['near'][number] => ({
  name,
  version: '1',
  current_stage: 'None',
  differing,
  of: 10,
  files: [],
})
const answer = (...all: Which['near']): Which => ({ exact: [], near: all, unread: 2 })

test('a version like several folders is told once, where it is most alike', () => {
  const told = together(answer(near('a', 1), near('b', 3), near('b', 2), near('a', 4), near('c', 3)))
  expect(told.near.map(({ name, differing }) => [name, differing])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
  expect(told.unread).toBe(2)
})

test('a version that is exactly one folder is not told as like another', () => {
  const exact = { name: 'a', version: '1', current_stage: 'None' } as const
  const told = together({ ...answer(near('a', 1), near('b', 1)), exact: [exact] })
  expect([told.exact, told.near.map(({ name }) => name)]).toEqual([[exact], ['b']])
})
