import type { Context as HonoContext } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { DEFAULT_WORKSPACE, WORKSPACE_HEADER } from '#contract/workspaces.ts'
import { objectIn, readText } from '../answers.ts'
import type { Upstream } from '../credentials.ts'
import type { ForwardOptions } from '../denied.ts'
import { exchange } from '../exchange.ts'

/**
 * Makes the function that tells the workspace of a request, '' for the default one. A server without workspaces may ignore
 * the header, so there it must not lead to another log. Throws 429 while that cannot be found out.
 */
export function workspaceOf({ registry }: Upstream, auth: ForwardOptions['auth']): (c: HonoContext) => Promise<string> {
  let known: boolean | undefined
  return async (c) => {
    const asked = c.req.header(WORKSPACE_HEADER)?.trim() ?? ''
    if (asked === '' || asked === DEFAULT_WORKSPACE) return ''
    const authorization = auth === 'operator' ? registry.authorization : c.req.header('authorization')
    known ??= await hasWorkspaces(registry.base, authorization)
    return known ? asked : ''
  }
}

async function hasWorkspaces(base: string, authorization: string | undefined): Promise<boolean> {
  const reply = await exchange({
    url: `${base}/api/3.0/mlflow/server-info`,
    method: 'GET',
    headers: authorization ? { authorization } : {},
    silenceMs: 5000,
  })
  const text = await readText(reply, 1024 * 1024)
  if (reply.status === 404) return false // before version 3
  const { workspaces_enabled } = (reply.status === 200 && objectIn(text)) || {}
  if (reply.status === 200) return workspaces_enabled === true
  throw new ApiError(
    'TEMPORARILY_UNAVAILABLE',
    'The MLflow server does not say whether it has workspaces. Try again.',
    429,
  )
}
