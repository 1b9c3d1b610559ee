import { useQuery } from '@tanstack/react-query'
import { hasAccounts } from '../access/access.ts'
import { usePersonName } from './person-name.ts'
import { meQuery } from './try-sign-in.ts'

/** Tells whether something recorded under a name is one's own, as the server decides it. */
export function useIsOwn(): (name: string) => boolean {
  const me = useQuery(meQuery).data
  const name = usePersonName()
  const own = hasAccounts ? me?.name : name || UNKNOWN
  return (recorded) => recorded === own
}

/** Whom the server records where nobody signs in and no name is set. */
const UNKNOWN = 'unknown'
