import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Activity } from '#contract/reviews.ts'
import { mePath } from '#contract/server-info.ts'
import { hasAccounts } from '../access/access.ts'
import { roots } from '../query-keys.ts'
import { readOwn } from './own-paths.ts'
import { serverInfo } from '../server-info.ts'
import { usePersonName } from './person-name.ts'
import { meQuery } from './try-sign-in.ts'

/** The name under which the server records what this person does; undefined until it is known. */
export function useOwnName(): string | undefined {
  const me = useQuery(meQuery).data
  const name = usePersonName()
  const signedIn = useQuery(signedInQuery).data
  return hasAccounts ? me?.name : (signedIn ?? (name || UNKNOWN))
}

/** Tells whether one did something oneself, as the server decides it (`isOwn` in server/embedded/store/reviews/log.ts). */
export function useIsOwn(): (recorded: Pick<Activity, 'user_id' | 'verified'>) => boolean {
  const own = useOwnName()
  return ({ user_id, verified = false }) => user_id === own && verified === hasAccounts
}

/** Whether recorded names are those of people who were asked to prove them. */
export const hasVerifiedNames = (): boolean =>
  hasAccounts || serverInfo.user !== undefined || serverInfo.auth === 'pass-through'

/** Under which name somebody with credentials of their own for MLflow is recorded. */
const signedInQuery = queryOptions({
  queryKey: [...roots.me, 'recorded'],
  queryFn: async ({ signal }) => (await readOwn<{ name: string }>(mePath, {}, signal)).name,
  enabled: serverInfo.auth === 'pass-through',
})

/** Whom the server records where nobody signs in and no name is set. */
const UNKNOWN = 'unknown'
