import { authorization } from './sign-in.ts'

/** The headers that every request to this page's server needs: the user's credentials. */
export function callHeaders(): Record<string, string> {
  const signed = authorization()
  return { ...(signed && { Authorization: signed }) }
}

/** Whether requests need headers, which a plain link or image does not send. */
export const needsHeaders = (): boolean => Object.keys(callHeaders()).length > 0
