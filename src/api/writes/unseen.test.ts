import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { onUnseenFailure } from './unseen.ts'

/** A failing write that a form starts and shows; `held` lets it fail. */
function failingWrite(meta = { errorShown: 'inline' } as const) {
  const client = new QueryClient()
  const told: string[] = []
  onUnseenFailure(client.getMutationCache(), ({ message }) => told.push(message))
  const held = Promise.withResolvers<void>()
  const form = new MutationObserver(client, {
    mutationFn: async (text: string) => {
      await held.promise
      throw new Error(`${text} is refused.`)
    },
    meta,
  })
  const leave = form.subscribe(() => {})
  return { told, form, held, leave }
}

test('does not tell of a failure that its form shows', async () => {
  const { told, form, held } = failingWrite()
  const write = form.mutate('A')
  held.resolve()
  await expect(write).rejects.toThrow()
  expect(told).toEqual([])
})

test('tells of a failure once the form is gone or shows another write', async () => {
  const { told, form, held, leave } = failingWrite()
  const writes = [form.mutate('A'), form.mutate('B')]
  leave()
  writes.push(form.mutate('C')) // the next step of what the form began
  held.resolve()
  await Promise.allSettled(writes)
  expect(told).toEqual(['A is refused.', 'B is refused.', 'C is refused.'])
})

test('leaves failures alone that are told of anyway', async () => {
  const { told, form, held, leave } = failingWrite({} as never)
  const write = form.mutate('A')
  leave()
  held.resolve()
  await expect(write).rejects.toThrow()
  expect(told).toEqual([])
})
