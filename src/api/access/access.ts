import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type { May, ThingId } from '#contract/access/access.ts'
import { call } from '../client.ts'
import { roots } from '../query-keys.ts'
import type { ServerRights } from './rights-request.ts'
import { serverInfo } from '../server-info.ts'
import { useSignInAsked } from '../caller/sign-in.ts'
import { whenReachable } from '../connection.ts'

/** Whether people have accounts here, which may do some things and not others (docs/accounts.md). */
export const hasAccounts = serverInfo.auth === 'accounts'

/** What one may do with a thing. */
export function useMay(thing: ThingId): May {
  useSignInAsked() // after signing in to MLflow it is known whether it tells
  return mayOf(useQuery(accessQueries.may(thing)).data)
}

/** What one may do on the whole server. */
export function useServerRights(): ServerRights {
  useSignInAsked()
  return useQuery(accessQueries.server()).data ?? all(!serverInfo.rights)
}

/** Nothing is offered until it is known to be allowed. A server that does not tell beforehand refuses what is not. */
export const mayOf = (known: May | null | undefined): May => known ?? all(!serverInfo.rights)

const all = (offered: boolean) => ({
  edit: offered,
  rename: offered,
  remove: offered,
  moveToStaging: offered,
  moveToProduction: offered,
  manage: offered,
  request: offered,
  create: offered,
  register: offered,
  administrate: offered,
})

/** A refused write refetches them (query-client.ts), so they may be older than what a page shows. */
const seldom = () => ({ enabled: serverInfo.rights === true, staleTime: 30_000 })

/** After a refusal: what one may do has changed. */
export const refetchAccess = (client: QueryClient) => client.invalidateQueries({ queryKey: roots.access })

/** Loaded with the first question: a server that does not tell gets none. */
const request = () => whenReachable(() => import('./rights-request.ts'))

export const accessQueries = {
  /** Why, and who can give more. */
  of: (thing: ThingId) =>
    queryOptions({
      queryKey: [...roots.access, 'of', thing],
      queryFn: ({ signal }) => call('getAccess', thing, signal),
      enabled: hasAccounts,
    }),
  may: (thing: ThingId) => {
    // What is given may have more fields.
    const only = 'model' in thing ? { model: thing.model } : { experiment_id: thing.experiment_id }
    return queryOptions({
      queryKey: [...roots.access, only],
      queryFn: async () => (await request()).rightsTo(only),
      ...seldom(),
    })
  },
  server: () =>
    queryOptions({
      queryKey: [...roots.access, 'server'],
      queryFn: async () => (await request()).rightsOnServer(),
      ...seldom(),
    }),
}
