import { afterEach, expect, test, vi } from 'vitest'
import { readingInTurns } from './reading-in-turns.ts'

afterEach(() => vi.useRealTimers())

const read = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('a question’s time passes only while it reads, once for what it reads at the same time', async () => {
  vi.useFakeTimers()
  const open = readingInTurns(2, 100)
  const [one, other] = [open(), open()]
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
