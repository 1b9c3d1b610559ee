import { afterEach, expect, test, vi } from 'vitest'
import { type Admit, type Reading, readingInTurns } from './reading-in-turns.ts'

afterEach(() => vi.useRealTimers())

const read = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Opens a question, and leaves it open. */
const opened = (admit: Admit) =>
  new Promise<Reading>((resolve) => void admit(undefined, (reading) => (resolve(reading), new Promise(() => {}))))

test('a question’s time passes only while it reads, once for what it reads at the same time', async () => {
  vi.useFakeTimers()
  const admit = readingInTurns(2, 100)
  const [one, other] = [await opened(admit), await opened(admit)]
  const waiting = [one.turn(read(60)), one.turn(read(60)), other.turn(read(60))]
  await vi.advanceTimersByTimeAsync(60)
  expect([one.isOver(), other.isOver()]).toEqual([false, false]) // the other one begins now
  await vi.advanceTimersByTimeAsync(60)
  await Promise.all(waiting)
  const failing = one.turn(() => Promise.reject(new Error('unread')))
  await expect(failing).rejects.toThrow('unread')
  const last = one.turn(read(41))
  await vi.advanceTimersByTimeAsync(40)
  expect(one.isOver()).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect([one.isOver(), other.isOver()]).toEqual([true, false])
  await last
})

test('answers eight questions at a time, and the others once one of those is answered, even by an error', async () => {
  const admit = readingInTurns(1, 100)
  const ends: (() => void)[] = []
  const asked = Array.from({ length: 20 }, (_, at) =>
    admit(undefined, () => {
      const { promise, resolve, reject } = Promise.withResolvers<number>()
      ends.push(() => (at % 2 === 0 ? resolve(at) : reject(new Error('unread'))))
      return promise
    }),
  )
  const settled = Promise.allSettled(asked)
  await vi.waitFor(() => expect(ends).toHaveLength(8))
  await new Promise(setImmediate)
  expect(ends).toHaveLength(8)
  ends[0]!()
  ends[1]!()
  await vi.waitFor(() => expect(ends).toHaveLength(10))
  for (let at = 2; at < 20; at++) {
    await vi.waitFor(() => expect(ends.length).toBeGreaterThan(at))
    ends[at]!()
  }
  expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
})

test('has no time left once nobody waits for the answer', async () => {
  const leaving = new AbortController()
  await readingInTurns(1, 100)(leaving.signal, async ({ isAbandoned, isOver }) => {
    expect([isAbandoned(), isOver()]).toEqual([false, false])
    leaving.abort()
    expect([isAbandoned(), isOver()]).toEqual([true, true])
  })
})
