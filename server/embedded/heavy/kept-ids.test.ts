import { expect, test } from 'vitest'
import { keptIds } from './kept-ids.ts'

test('keeps ids until they take too much memory, and finds those anew that were used longest ago', () => {
  const found: string[] = []
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    keptIds(() => {
      found.push(name)
      return Array.from({ length: 150_050 }, (_, at) => `${name} ${at}`.padEnd(80))
    }),
  )
  for (const { count } of [first!, second!, first!, third!, first!]) expect(count()).toBe(150_050)
  expect(found).toEqual(['first', 'second', 'third'])
  expect(second!.some(150_045, 150_060).map((id) => id.trim())).toEqual(
    [45, 46, 47, 48, 49].map((at) => `second 1500${at}`),
  )
  expect(found).toEqual(['first', 'second', 'third', 'second'])
  second!.forget()
  third!.count()
  first!.count()
  expect(found).toEqual(['first', 'second', 'third', 'second', 'third'])
  first!.forget()
  third!.forget()
})

test('gives the ids of any range, as they were found', () => {
  const ids = Array.from({ length: 250 }, (_, at): [string, number] => [`é ${at}`, at])
  const { some, forget } = keptIds(() => ids)
  for (const [from, to] of [
    [0, 100],
    [0, 1],
    [99, 101],
    [130, 230],
    [200, 300],
    [250, 260],
  ] as const)
    expect(some(from, to)).toEqual(ids.slice(from, to))
  forget()
})
