import type { Context as HonoContext } from 'hono'
import type { Target } from './credentials.ts'

/** Whose request it is for MLflow: the operator's, or a person's with their own Authorization, if they sent one. */
export type Caller = { is: 'operator' } | { is: 'person'; authorization: string | undefined }

/** Finds out whose request it is. With `pass-through` always the person's: the operator's credentials are not used. */
export const callerOf = (c: HonoContext, auth: 'operator' | 'pass-through'): Caller =>
  auth === 'operator' ? { is: 'operator' } : { is: 'person', authorization: c.req.header('authorization') }

/** The headers with the caller's credentials. */
export function identityHeaders(caller: Caller, target: Target): Record<string, string> {
  const authorization = caller.is === 'operator' ? target.authorization : caller.authorization
  return authorization ? { authorization } : {}
}
