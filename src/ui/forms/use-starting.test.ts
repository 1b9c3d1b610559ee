import { CancelledError, MutationObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startingOf } from './use-starting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const client = new QueryClient()
const begin = (ends: Promise<unknown>) =>
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

test('a write can be given up while it reads what it is to change, and not while another of its form writes', async () => {
  const { start, isChecking, leave } = startingOf(client)
  const { promise, resolve } = Promise.withResolvers<void>()
  start()
  const check = client.query({
    queryKey: ['a check'],
    queryFn: async () => (await promise) ?? 0,
    meta: { checkedSince: Date.now() },
  })
  const checked = begin(check)
  vi.advanceTimersByTime(51)
  expect(isChecking()).toBe(true)
  start() // another press, such as on Cancel
  expect(isChecking()).toBe(true)
  const other = begin(promise)
  expect(isChecking(), 'beside one that writes').toBe(false)
  expect(leave(true)).toBe(false)
  resolve()
  await other
  await checked
  expect(isChecking()).toBe(false)

  start()
  const hanging = client.query({
    queryKey: ['another'],
    queryFn: () => new Promise<number>(() => {}),
    meta: { checkedSince: Date.now() },
  })
  const given = begin(hanging)
  expect(isChecking()).toBe(true)
  expect(leave(true)).toBe(true)
  await expect(given).rejects.toBeInstanceOf(CancelledError)
  expect(isChecking()).toBe(false)
})

test('leaving a form whose write has failed gives up nothing of others', async () => {
  const { start, leave } = startingOf(client)
  start()
  await begin(Promise.reject(new Error('moved meanwhile'))).catch(() => {})
  const { promise, resolve } = Promise.withResolvers<number>()
  const check = client.query({
    queryKey: ['somebody else’s'],
    queryFn: () => promise,
    meta: { checkedSince: Date.now() },
  })
  const other = begin(check)
  vi.advanceTimersByTime(51)
  expect(leave(false)).toBe(true)
  resolve(7)
  await expect(other).resolves.toBe(7)
})
