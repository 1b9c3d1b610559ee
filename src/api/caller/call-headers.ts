import { WORKSPACE_HEADER } from '#contract/workspaces.ts'
import { authorization } from './sign-in.ts'
import { workspace } from './workspace.ts'

/** The headers that every request to this page's server needs: the user's credentials, and the workspace. */
export function callHeaders(): Record<string, string> {
  const signed = authorization()
  const name = workspace()
  return { ...(signed && { Authorization: signed }), ...(name !== undefined && { [WORKSPACE_HEADER]: name }) }
}

/** Whether requests need headers, which a plain link or image does not send. */
export const needsHeaders = (): boolean => Object.keys(callHeaders()).length > 0
