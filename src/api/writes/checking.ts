import type { QueryClient } from '@tanstack/react-query'
import { roots } from '../query-keys.ts'

let count = 0

/**
 * What a write reads before it changes anything. Its form can be left meanwhile: that cancels this query, and with it the write
 * (src/ui/forms/use-starting.ts).
 */
export async function checking<T>(client: QueryClient, read: () => Promise<T>): Promise<T> {
  const { found } = await client.query({
    queryKey: [...roots.checks, ++count],
    queryFn: async () => ({ found: await read() }), // a query cannot answer undefined
    retry: false,
    gcTime: 0,
    meta: { checkedSince: Date.now() },
  })
  return found
}
