import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  type AccountCallName,
  accountCalls,
  type AccountInput,
  type AccountOutput,
  auditExportPath,
} from '#contract/accounts/account-calls.ts'
import { baseUrl } from '../base-url.ts'
import { postOwn, readOwn } from './caller/own-paths.ts'
import { roots } from './query-keys.ts'

/** Calls one of the endpoints about accounts. Throws ApiError. */
async function accountCall<N extends AccountCallName>(
  name: N,
  input: AccountInput[N],
  signal?: AbortSignal,
): Promise<AccountOutput[N]> {
  const { method, path } = accountCalls[name]
  if (method === 'POST') return postOwn(path, input)
  const given = Object.entries(input).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  )
  return readOwn(path, Object.fromEntries(given), signal)
}

export const accountQueries = {
  profile: () =>
    queryOptions({
      queryKey: [...roots.accounts, 'profile'],
      queryFn: ({ signal }) => accountCall('getProfile', {}, signal),
    }),
  people: () =>
    queryOptions({
      queryKey: [...roots.accounts, 'people'],
      queryFn: async ({ signal }) => (await accountCall('listPeople', {}, signal)).people,
    }),
  groups: () =>
    queryOptions({
      queryKey: [...roots.accounts, 'groups'],
      queryFn: async ({ signal }) => (await accountCall('listGroups', {}, signal)).groups,
    }),
  tokensOf: (account: string) =>
    queryOptions({
      queryKey: [...roots.accounts, 'tokens', account],
      queryFn: async ({ signal }) => (await accountCall('listServiceTokens', { account }, signal)).tokens,
    }),
  audit: (filter: Pick<AccountInput['listAudit'], 'account' | 'action'>) =>
    infiniteQueryOptions({
      queryKey: [...roots.accounts, 'audit', filter],
      queryFn: ({ pageParam, signal }) => accountCall('listAudit', { ...filter, before: pageParam }, signal),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ entries, has_more }) => (has_more ? entries.at(-1)?.id : undefined),
    }),
}

/** Where the browser saves the audit log from; the filters are those of the page. */
export const auditExportUrl = (query: Record<string, string>): string =>
  `${baseUrl}${auditExportPath}?${new URLSearchParams(query)}`

/** A write about accounts. The form that starts it shows its error. */
export function useAccountCall<N extends AccountCallName>(name: N) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: AccountInput[N]) => accountCall(name, input),
    meta: { errorShown: 'inline' },
    onSettled: () => client.invalidateQueries({ queryKey: roots.accounts }),
  })
}
