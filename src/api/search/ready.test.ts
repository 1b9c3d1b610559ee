import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

const call = vi.hoisted(() => vi.fn<() => Promise<object>>())
vi.mock('../client.ts', () => ({ call }))
vi.mock('../caller/person-name.ts', () => ({ personName: () => undefined }))
const { readyQuery } = await import('./ready.ts')

test('stops to read all models when nobody waits for the ready versions any more', async () => {
  const client = new QueryClient()
  const pages: PromiseWithResolvers<object>[] = []
  call.mockImplementation(() => {
    pages.push(Promise.withResolvers())
    return pages.at(-1)!.promise
  })
  const stop = new QueryObserver(client, readyQuery({ any: true })).subscribe(() => {})
  pages[0]?.resolve({ registered_models: [], next_page_token: 'more' })
  await vi.waitFor(() => expect(pages).toHaveLength(2))
  stop()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
})
