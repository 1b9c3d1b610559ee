import { queryOptions } from '@tanstack/react-query'
import { readJson, send } from '#contract/client.ts'
import { DEFAULT_WORKSPACE, splitWorkspace } from '#contract/workspaces.ts'
import { basePath, baseUrl } from '../../base-url.ts'
import { roots } from '../query-keys.ts'
import { inBrowser } from '../../storage.ts'
import { serverInfo } from '../server-info.ts'
import { authorization } from './sign-in.ts'

// The workspace is in the URL of every page, so that a link opens the same one for everybody; a URL without it, such as
// the server's own address, opens the last one used in this browser.
const KEY = 'modelshelf-workspace'
let current: { name: string | undefined } | undefined

/** The workspace of this page, or undefined if the server has none. */
export const workspace = (): string | undefined => (current ??= { name: findWorkspace() }).name

/** Puts the workspace into this page's URL and remembers it. Returns the path that all pages are below. */
export function enterWorkspace(): string {
  const name = workspace()
  if (name === undefined) return basePath
  inBrowser.set(KEY, name)
  const { pathname, search, hash } = window.location
  const root = workspacePath(name)
  const { workspace: inPath, page } = splitWorkspace(pathname.slice(basePath.length))
  if (inPath === undefined) window.history.replaceState(window.history.state, '', root + page + search + hash)
  return root
}

/** The path of a workspace's first page. Opening it loads the app again, without what the last one had loaded. */
export const workspacePath = (name: string): string => `${basePath}workspaces/${encodeURIComponent(name)}/`

/** The workspace in a link that MLflow prints, `#/experiments/1?workspace=team-b`. */
export const workspaceInLink = (hash: string): string | undefined =>
  new URLSearchParams(hash.split('?')[1]).get('workspace') ?? undefined

function findWorkspace(): string | undefined {
  const { pathname, hash } = window.location
  const named = splitWorkspace(pathname.slice(basePath.length)).workspace ?? workspaceInLink(hash)
  // A server that could not be asked may have workspaces: without the name, writes would go to the default one.
  const isUnknown = serverInfo.backend === 'upstream' && serverInfo.mlflowVersion === ''
  if (!serverInfo.workspaces && !isUnknown) return undefined
  return named ?? inBrowser.get(KEY) ?? (serverInfo.workspaces ? DEFAULT_WORKSPACE : undefined)
}

export const workspaceQueries = {
  /** The names of the workspaces that the user may see. */
  names: () =>
    queryOptions({
      queryKey: roots.workspaces,
      queryFn: async ({ signal }) => {
        const signed = authorization()
        // Without the workspace's header: the list must also come when that workspace was deleted.
        const headers = signed ? { Authorization: signed } : {}
        const url = `${baseUrl}ajax-api/3.0/mlflow/workspaces`
        const answer = await readJson(await send((to, init) => fetch(to, init), url, { signal, headers }))
        const { workspaces = [] } = answer as { workspaces?: { name: string }[] } // MLflow's ListWorkspaces.Response
        return workspaces.map(({ name }) => name)
      },
    }),
}
