import type { Context as Call } from 'hono'
import type { Target } from './credentials.ts'

/** Who makes a request, to MLflow: the operator of this server, or the person with their own Authorization, if they sent one. */
export type Caller = { is: 'operator' } | { is: 'person'; authorization: string | undefined }

/** Says who makes a request. With `pass-through` that is always the person: the operator's credentials are not used. */
export const callerOf = (c: Call, auth: 'operator' | 'pass-through'): Caller =>
  auth === 'operator' ? { is: 'operator' } : { is: 'person', authorization: c.req.header('authorization') }

/** The headers that tell a server who asks. */
export function identityHeaders(caller: Caller, target: Target): Record<string, string> {
  const authorization = caller.is === 'operator' ? target.authorization : caller.authorization
  return authorization ? { authorization } : {}
}
