import { expect, test } from 'vitest'
import { allPages } from './all-pages.ts'

test.each([[['b', 'c', undefined]], [['b', '']], [[undefined]]])(
  'reads pages until there is no token: %j',
  async (tokens) => {
    const asked: (string | undefined)[] = []
    const left = [...tokens]
    const pages = allPages(({ page_token }) => {
      asked.push(page_token)
      return { next_page_token: left.shift() }
    })
    const seen: unknown[] = []
    for await (const { next_page_token } of pages) seen.push(next_page_token)
    expect(seen).toEqual(tokens)
    expect(asked).toEqual([undefined, ...tokens.slice(0, -1)])
  },
)

test('reads no more pages than the caller wants', async () => {
  let asked = 0
  for await (const { next_page_token } of allPages(async () => ({ next_page_token: String(++asked) })))
    if (next_page_token === '2') break
  expect(asked).toBe(2)
})
