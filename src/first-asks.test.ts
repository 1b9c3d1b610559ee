import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import type { PageName } from '#contract/pages.ts'

const call = vi.hoisted(() => vi.fn<(name: string) => Promise<object>>(async () => ({})))
vi.mock('./api/client.ts', () => ({ call, apiFetch: async () => Response.json({}) }))
vi.mock('./api/server-info.ts', () => ({ serverInfo: { capabilities: {} } }))
vi.mock('./api/caller/own-paths.ts', () => ({ readOwn: async () => ({ requests: [], overrides: [] }) }))
vi.mock('./ui/feedback/on-demand.tsx', () => ({}))
vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://shelf/' }))
const { firstAsks } = await import('./first-asks.ts')

test.each<[PageName, string, string[]]>([
  ['health', '', []],
  ['reviews', '?ready=', []],
  ['reviews', '?ready=@candidate', []],
  ['reviews', '', ['searchVersions']],
])('%s%s does not read the whole registry before its page is here', async (page, search, asked) => {
  call.mockClear()
  await Promise.allSettled(firstAsks[page](new QueryClient(), {}, `/${page}`, new URLSearchParams(search)))
  expect(call.mock.calls.map(([name]) => name)).toEqual(asked)
})
