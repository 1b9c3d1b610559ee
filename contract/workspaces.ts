/** The header that names a request's workspace, for an MLflow server started with --enable-workspaces. */
export const WORKSPACE_HEADER = 'X-MLFLOW-WORKSPACE'

/** The workspace of a request that names none. */
export const DEFAULT_WORKSPACE = 'default'

/** Splits `workspaces/team-b/models/x`, below the base path, into the workspace and the page's own path. */
export function splitWorkspace(path: string): { workspace?: string; page: string } {
  const [, encoded, page = ''] = /^workspaces\/([^/]+)(?:\/(.*))?$/s.exec(path) ?? []
  if (encoded === undefined) return { page: path }
  try {
    return { workspace: decodeURIComponent(encoded), page }
  } catch {
    return { page: path } // not a name that we have encoded
  }
}
