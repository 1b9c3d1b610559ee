import { baseUrl } from '../../base-url.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { placesBelongTo } from '../../places.ts'
import { serverInfo } from '../server-info.ts'
import { signedInAs, useSignInAsked } from './sign-in.ts'
import { meQuery } from './try-sign-in.ts'
import { workspace } from './workspace.ts'

/** Keeps the pages opened last for the person who opened them, on this server and in this workspace. */
export function useOwnPlaces(): void {
  useSignInAsked() // signing in to MLflow changes who it is
  const me = useQuery(meQuery).data?.name
  const { auth, user = '' } = serverInfo
  const name = auth === 'accounts' ? me : auth === 'pass-through' ? signedInAs() : user
  useEffect(() => {
    // Credentials for MLflow are kept until the tab closes, and so is this.
    if (name !== undefined) placesBelongTo(`${baseUrl} ${workspace() ?? ''} ${name}`, auth !== 'pass-through')
  }, [auth, name])
}
