import { afterEach, expect, test, vi } from 'vitest'
import { type AdmitReading, type Reading, readingInTurns } from './reading-in-turns.ts'

afterEach(() => vi.useRealTimers())

const read = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Opens a question, and leaves it open. */
const opened = (admit: AdmitReading) =>
  new Promise<Reading>((resolve) => void admit({}, (reading) => (resolve(reading), new Promise(() => {}))))

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
    admit({ person: `person ${at % 4}` }, () => {
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
  await readingInTurns(1, 100)({ signal: leaving.signal }, async ({ isAbandoned, isOver }) => {
    expect([isAbandoned(), isOver()]).toEqual([false, false])
    leaving.abort()
    expect([isAbandoned(), isOver()]).toEqual([true, true])
  })
})

test('leaves places to others, however many questions one person asks', async () => {
  const admit = readingInTurns(1, 100)
  const asking: string[] = []
  const ends: (() => void)[] = []
  const ask = (person: string) =>
    admit({ person }, () => {
      asking.push(person)
      return new Promise<void>((resolve) => void ends.push(resolve))
    })
  const asked = [...Array.from({ length: 10 }, () => ask('ines')), ask('mira')]
  await vi.waitFor(() => expect(asking).toEqual(['ines', 'ines', 'ines', 'mira']))
  asked.push(...Array.from({ length: 3 }, () => ask('ada')), ask('bo'), ask('bo'))
  await vi.waitFor(() => expect(asking).toHaveLength(8))
  ends[0]!()
  // Whoever holds the fewest comes first, though others have waited for longer.
  await vi.waitFor(() => expect(asking.slice(8)).toEqual(['bo']))
  while (ends.length < asked.length) {
    for (const end of ends) end()
    await new Promise(setImmediate)
  }
  for (const end of ends) end()
  await Promise.all(asked)
})

test('whoever leaves waits no longer, and is not answered', async () => {
  const admit = readingInTurns(1, 100)
  const { promise, resolve } = Promise.withResolvers<void>()
  const answered = Array.from({ length: 3 }, () => admit({ person: 'ines' }, () => promise))
  const leaving = new AbortController()
  let isAnswered = false
  const left = admit({ person: 'ines', signal: leaving.signal }, async () => {
    isAnswered = true
  })
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  resolve()
  await Promise.all(answered)
  expect(isAnswered).toBe(false)
})

test('gives one person as many places as there are where people can’t be told apart', async () => {
  const admit = readingInTurns(1, 100)
  let asking = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const asked = Array.from({ length: 10 }, () => admit({}, () => ((asking += 1), promise)))
  await vi.waitFor(() => expect(asking).toBe(8))
  resolve()
  await Promise.all(asked)
  expect(asking).toBe(10)
})
