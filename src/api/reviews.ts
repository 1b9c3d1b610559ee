import { queryOptions } from '@tanstack/react-query'
import { type Inbox, type OpenRequest, type Overrides, overridesPath, requestsPath } from '#contract/review-paths.ts'
import { readOwn } from './caller/own-paths.ts'
import { useOwnName } from './caller/own-name.ts'
import { roots } from './query-keys.ts'
import { serverInfo } from './server-info.ts'

const loadedAt = Date.now()

/** The open requests of all models, oldest first. The server sends them with the page. */
export const inboxQuery = () =>
  queryOptions({
    queryKey: [...roots.reviews, 'inbox'],
    queryFn: async ({ signal }) => (await readOwn<Inbox>(requestsPath, {}, signal)).requests,
    staleTime: 30_000,
    ...(serverInfo.inbox && { initialData: serverInfo.inbox, initialDataUpdatedAt: loadedAt }),
  })

/** The moves against the policy of the last 30 days, newest first. */
export const overridesQuery = () =>
  queryOptions({
    queryKey: [...roots.reviews, 'overrides'],
    queryFn: async ({ signal }) => (await readOwn<Overrides>(overridesPath, {}, signal)).overrides,
    staleTime: 30_000,
  })

/**
 * Tells whether a request waits for this person: somebody else’s, which they may decide and have not approved yet. By name:
 * `verified` says only whose it is to withdraw.
 */
export function useWaitsForMe(): (request: OpenRequest) => boolean {
  const own = useOwnName()
  return ({ may_decide, user_id, approved_by = [] }) =>
    may_decide !== false && own !== user_id && !approved_by.some((name) => name === own)
}
