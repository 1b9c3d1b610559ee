import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  endSharedLinkPath,
  type SharedLink,
  sharedLinksPath,
  type SharedModel,
  sharedPath,
} from '#contract/accounts/shared.ts'
import { readJson, send } from '#contract/client.ts'
import { postPlain } from '../caller/try-sign-in.ts'
import { apiFetch, baseUrl } from '../client.ts'
import { roots } from '../query-keys.ts'
import { readOwn } from '../reviews.ts'

export const sharedQueries = {
  /** What a view-only link shows; fails if it has ended. */
  model: (link: string) =>
    queryOptions({
      queryKey: [...roots.access, 'shared', link],
      queryFn: async () => (await postPlain(sharedPath, { link })) as SharedModel,
    }),
  /** The view-only links of a model, for its managers. */
  links: (model: string) =>
    queryOptions({
      queryKey: [...roots.access, 'links', model],
      queryFn: async ({ signal }) => (await readOwn<{ links: SharedLink[] }>(sharedLinksPath, { model }, signal)).links,
    }),
}

const post = async (path: string, body: object) =>
  readJson(
    await send(apiFetch, `${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** Creates a view-only link to a model; its secret is shown once. */
export function useCreateSharedLink(model: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (days: number) => (await post(sharedLinksPath, { model, days })) as { secret: string },
    meta: { errorShown: 'inline' },
    onSettled: () => client.invalidateQueries(sharedQueries.links(model)),
  })
}

export function useEndSharedLink(model: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => post(endSharedLinkPath, { model, id }),
    meta: { errorShown: 'inline' },
    onSettled: () => client.invalidateQueries(sharedQueries.links(model)),
  })
}
