import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { outdateReads } from './outdated-reads.ts'

test('what was asked before a write ended is old when it arrives', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000 } } })
  const answer = Promise.withResolvers<string>()
  const asked = client.query({ queryKey: ['run'], queryFn: () => answer.promise })
  outdateReads(client)
  answer.resolve('as it was')
  await asked
  expect(await client.query({ queryKey: ['run'], queryFn: () => 'as it is' })).toBe('as it is')
})

test('what was asked after it is new', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000 } } })
  outdateReads(client)
  await client.query({ queryKey: ['run'], queryFn: () => 'as it is' })
  expect(await client.query({ queryKey: ['run'], queryFn: () => 'asked again' })).toBe('as it is')
})
