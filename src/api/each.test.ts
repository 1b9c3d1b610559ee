import { expect, test } from 'vitest'
import { forEachId } from './each.ts'

const ids = Array.from({ length: 12 }, (_, n) => String(n))

test('each id has its turn once, a few at a time, and a refusal keeps no other back', async () => {
  const counts: number[] = []
  const seen: string[] = []
  let now = 0
  let most = 0
  const outcome = await forEachId(
    ids,
    async (id) => {
      seen.push(id)
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
      if (id === '3') throw new Error('not this one')
    },
    { onProgress: (count) => counts.push(count) },
  )
  expect(seen.toSorted()).toEqual(ids.toSorted())
  expect(most).toBeLessThanOrEqual(5)
  expect(outcome.done).toHaveLength(11)
  expect(outcome.refused).toEqual([{ id: '3', error: new Error('not this one') }])
  expect(counts.at(-1)).toBe(12)
})

test('what is aborted stops, and what was done stays done', async () => {
  const stop = new AbortController()
  const outcome = await forEachId(
    ids,
    async () => {
      await Promise.resolve()
      stop.abort()
    },
    { signal: stop.signal },
  )
  expect(outcome.done.length).toBeLessThan(ids.length)
  expect(outcome.done.length).toBeGreaterThan(0)
})
