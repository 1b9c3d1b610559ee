import { queryOptions } from '@tanstack/react-query'
import { readJson, send } from '#contract/client.ts'
import { type Inbox, requestsPath } from '#contract/review-paths.ts'
import { apiFetch, baseUrl } from './client.ts'
import { roots } from './query-keys.ts'
import { serverInfo } from './server-info.ts'

const loadedAt = Date.now()

/** Reads one of Modelshelf's own paths, below the base path. */
export async function readOwn<Answer>(
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await send(apiFetch, `${baseUrl}${path}?${new URLSearchParams(query)}`, { signal })
  return (await readJson(response)) as Answer // our own server: the contract says what it answers
}

/** The open requests of all models, oldest first. The server sends them with the page. */
export const inboxQuery = () =>
  queryOptions({
    queryKey: [...roots.reviews, 'inbox'],
    queryFn: async ({ signal }) => (await readOwn<Inbox>(requestsPath, {}, signal)).requests,
    enabled: serverInfo.capabilities.reviews,
    staleTime: 30_000,
    ...(serverInfo.inbox && { initialData: serverInfo.inbox, initialDataUpdatedAt: loadedAt }),
  })
