import { expect, test } from 'vitest'
import { readTogether } from './folder-files.ts'

test('shares a read among those who asked before it began, and with nobody who asked later', async () => {
  const began: PromiseWithResolvers<number>[] = []
  const read = readTogether(() => {
    began.push(Promise.withResolvers<number>())
    return began.at(-1)!.promise
  })
  const first = read('a')
  const waiting = [read('a'), read('a'), read('a')]
  const other = read('b')
  expect(began).toHaveLength(2)
  began[1]!.resolve(9)
  expect(await other).toBe(9)
  began[0]!.reject(new Error('gone'))
  await expect(first).rejects.toThrow('gone')
  await new Promise(setImmediate)
  expect(began).toHaveLength(3)
  const later = read('a')
  began[2]!.resolve(1)
  expect(await Promise.all(waiting)).toEqual([1, 1, 1])
  await new Promise(setImmediate)
  began[3]!.resolve(2)
  expect(await later).toBe(2)
  await new Promise(setImmediate)
  void read('a')
  expect(began).toHaveLength(5)
})
