import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startingOf } from './use-starting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const client = new QueryClient()
const begin = (ends: Promise<void>) =>
  new MutationObserver(client, { mutationFn: () => ends, networkMode: 'always' }).mutate()

test('a write is starting from its press until it is drawn', async () => {
  const { start, isStarting } = startingOf(client)
  const { promise, resolve } = Promise.withResolvers<void>()
  expect(isStarting()).toBe(false)
  start()
  expect(isStarting(), 'a press that writes nothing').toBe(false)
  const ended = begin(promise)
  expect(isStarting()).toBe(true)
  vi.advanceTimersByTime(51)
  expect(isStarting()).toBe(false)
  resolve()
  await ended
})

test('who reads at once why a write failed can try again at once', async () => {
  const { start, isStarting } = startingOf(client)
  start()
  await begin(Promise.reject(new Error('moved meanwhile'))).catch(() => {})
  expect(isStarting()).toBe(false)
})

test('a write that began elsewhere before the press is not this one’s', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const ended = begin(promise)
  vi.advanceTimersByTime(1)
  const { start, isStarting } = startingOf(client)
  start()
  expect(isStarting()).toBe(false)
  resolve()
  await ended
})
