import type { Context as HonoContext } from 'hono'
import type { Target } from './credentials.ts'

const ASK_HEADERS = [
  'accept',
  'content-type',
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'user-agent',
  'x-mlflow-client-version',
  'x-mlflow-workspace',
]

/** Whose request it is for MLflow: the operator's, or a person's with their own Authorization, if they sent one. */
export type Caller = { is: 'operator' } | { is: 'person'; authorization: string | undefined }

/** Finds out whose request it is. With `pass-through` always the person's: the operator's credentials are not used. */
export const callerOf = (c: HonoContext, auth: 'operator' | 'pass-through'): Caller =>
  auth === 'operator' ? { is: 'operator' } : { is: 'person', authorization: c.req.header('authorization') }

/** The headers of a request that is passed on, with the caller's credentials. */
export function headersFor(c: HonoContext, caller: Caller, target: Target): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  for (const name of ASK_HEADERS) {
    const value = c.req.header(name)
    if (value !== undefined) headers[name] = value
  }
  return { ...headers, ...identityHeaders(caller, target) }
}

/** The headers with the caller's credentials. */
function identityHeaders(caller: Caller, target: Target): Record<string, string> {
  const authorization = caller.is === 'operator' ? target.authorization : caller.authorization
  return authorization ? { authorization } : {}
}
