import type { Context as HonoContext } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { WORKSPACE_HEADER } from '#contract/workspaces.ts'

/** What reads or changes data: neither pages, their files, previews nor the health check. */
const OF_DATA = /\/(?:(?:ajax-)?api|modelshelf(?!\/preview$))\/|\/get-artifact$/
/** Clients ask here whether there are workspaces. */
const SERVER_INFO = /\/mlflow\/server-info$/

/** Refuses a request for a workspace, as MLflow does without them: it would read and change everybody's data. */
export function refuseWorkspaces(c: HonoContext): void {
  if (c.req.header(WORKSPACE_HEADER)?.trim() && OF_DATA.test(c.req.path) && !SERVER_INFO.test(c.req.path))
    throw new ApiError(
      'FEATURE_DISABLED',
      'Workspace APIs are not available: workspaces are not enabled on this server',
      400,
    )
}
