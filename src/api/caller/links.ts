import { queryOptions } from '@tanstack/react-query'
import { acceptLinkPath, type LinkInfo, linkPath } from '#contract/accounts/links.ts'
import type { Me } from '#contract/server-info.ts'
import { roots } from '../query-keys.ts'
import { prefer } from '../../preferences.ts'
import { postPlain } from './try-sign-in.ts'

/** What a one-time link is for; fails if it was used or has expired. */
export const linkQuery = (link: string) =>
  queryOptions({
    queryKey: [...roots.me, 'link', link],
    queryFn: async () => (await postPlain(linkPath, { link })) as LinkInfo,
    staleTime: Infinity,
  })

/** Uses a one-time link up: sets the password, and signs in. */
export async function acceptLink(accepted: { link: string; name: string; password: string }): Promise<void> {
  const me = (await postPlain(acceptLinkPath, accepted)) as Me
  prefer({ name: me.name }) // what the app shows as one's own
}
