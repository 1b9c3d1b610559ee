import { expect, test } from 'vitest'
import { forEachId, SomeRefused } from './each.ts'

const ids = Array.from({ length: 12 }, (_, n) => String(n))
const bulk = { nouns: 'runs', did: 'deleted' }

test('processes each id once, a few at a time', async () => {
  const counts: number[] = []
  let now = 0
  let most = 0
  const done = await forEachId(
    ids,
    async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
    },
    { ...bulk, onProgress: (count) => counts.push(count) },
  )
  expect(done.toSorted()).toEqual(ids.toSorted())
  expect(most).toBe(5)
  expect(counts.at(-1)).toBe(12)
})

const refuse = (refused: readonly string[]) => async (id: string) => {
  await Promise.resolve()
  if (refused.includes(id)) throw new Error(`not ${id}`)
}
const failure = (of: readonly string[], refused: readonly string[]) =>
  forEachId(of, refuse(refused), bulk).then(
    () => expect.unreachable(),
    (error: unknown) => error as SomeRefused,
  )

test('continues after a refusal, and says how many failed and why the first did', async () => {
  const error = await failure(ids, ['3', '11'])
  expect(error).toBeInstanceOf(SomeRefused)
  expect(error.done).toHaveLength(10)
  expect(error.message).toBe('2 of 12 runs could not be deleted: not 3')
})

test('reports a single refusal in its own words', async () => {
  expect(await failure(['3'], ['3'])).toMatchObject({ message: 'not 3', done: [] })
})

test('can process one id at a time, in order', async () => {
  const seen: string[] = []
  let now = 0
  await forEachId(
    ids,
    async (id) => {
      expect(++now).toBe(1)
      await Promise.resolve()
      seen.push(id)
      now--
    },
    { ...bulk, atOnce: 1 },
  )
  expect(seen).toEqual(ids)
})

test('stops when aborted and keeps what was done', async () => {
  const stop = new AbortController()
  const done = await forEachId(
    ids,
    async () => {
      await Promise.resolve()
      stop.abort()
    },
    { ...bulk, signal: stop.signal },
  )
  expect(done.length).toBeLessThan(ids.length)
  expect(done.length).toBeGreaterThan(0)
})
