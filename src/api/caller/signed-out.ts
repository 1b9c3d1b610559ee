import { ApiError } from '#contract/errors.ts'

/** The error for an expired session of a proxy in front, which answers with its sign-in page or redirects there. */
export const signedOut = (): ApiError => new ApiError('SIGNED_OUT', 'You are signed out. Reload to sign in.', 401)

type Answer = { type?: ResponseType; status: number; url: string; contentType: string | null; isFile: boolean }

/** Whether an answer is not from our server, which sends HTML only as a file to save, and redirects nowhere. */
export function isSignInPage({ type, status, url, contentType, isFile }: Answer): boolean {
  if (type === 'opaqueredirect') return true
  if (isFile || !contentType?.startsWith('text/html') || /\/version(\?|$)/.test(url)) return false
  return status < 300 || status === 401 || status === 403
}
