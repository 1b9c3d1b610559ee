import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  endSharedLinkPath,
  type SharedLink,
  sharedLinksPath,
  type SharedModel,
  sharedPath,
} from '#contract/accounts/shared.ts'
import { postPlain } from '../caller/try-sign-in.ts'
import { roots } from '../query-keys.ts'
import { postOwn, readOwn } from '../caller/own-paths.ts'

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

/** Creates a view-only link to a model; its secret is shown once. */
export function useCreateSharedLink(model: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (days: number) => postOwn<{ secret: string }>(sharedLinksPath, { model, days }),
    meta: { errorShown: 'inline' },
    onSettled: () => client.invalidateQueries(sharedQueries.links(model)),
  })
}

export function useEndSharedLink(model: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => postOwn(endSharedLinkPath, { model, id }),
    meta: { errorShown: 'inline' },
    onSettled: () => client.invalidateQueries(sharedQueries.links(model)),
  })
}
