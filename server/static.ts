import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context as HonoContext, Next } from 'hono'
import { type Page, pages as listed, shownAt } from '#contract/pages.ts'
import { NAME_HEADER } from '#contract/review-paths.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { splitWorkspace } from '#contract/workspaces.ts'
import type { Answers } from './page/first-answers.ts'
import { type Asking, firstCalls, tabOf } from './page/first-calls.ts'
import { type First, hashesOfScripts, pageTemplate } from './page/document.ts'
import { MANIFEST, pageCode } from './page/code.ts'
import { textsOf } from './page/texts.ts'
import { pagePolicy } from './security.ts'

/**
 * Serves the built web app in `dist`: its files, and index.html for every page of the app. Answers other navigations with
 * index.html and 404; returns undefined for other requests. Throws if `dist` is not built.
 */
export function staticFiles(
  dist: string,
  basePath: string,
  info: (authorization?: string, name?: string) => Promise<ServerInfo>,
  answersTo: (c: HonoContext, asking: Asking, info: ServerInfo) => Promise<Pick<First, 'answers' | 'calls'>>,
): (c: HonoContext, next: Next) => Promise<Response | undefined> {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const page = pageTemplate(html)
  const scripts = hashesOfScripts(html)
  const codeOf = pageCode(dist)
  // Only listed files are served, so a request can't reach anything else on disk.
  const files = new Set(
    readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/')),
  )
  // Folders have no dot in their name. Compressed copies are served under the name of the original.
  for (const name of files) if (!/\.\w+$/.test(name) || /(^index\.html|\.br|\.gz)$/.test(name)) files.delete(name)
  files.delete(MANIFEST)
  const serve = serveStatic({
    root: dist,
    precompressed: true,
    rewriteRequestPath: (path) => path.slice(basePath.length),
  })

  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return undefined
    const path = below(basePath, c.req.path)
    if (path === undefined) return undefined
    if (files.has(path)) {
      // Names below assets/ contain a hash of the contents.
      c.header('Cache-Control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      return (await serve(c, next)) ?? undefined
    }
    const { workspace, page: ownPath } = splitWorkspace(path)
    const shown = shownAt(ownPath)
    const isPage = shown !== undefined
    if (!isPage && !c.req.header('Accept')?.includes('text/html')) return undefined
    const nonce = randomBytes(16).toString('base64')
    const told = await info(c.req.header('Authorization'), c.req.header(NAME_HEADER))
    // A server that could not be asked, so without a version, may have workspaces.
    const hasWorkspaces = told.workspaces || (told.backend === 'upstream' && told.mlflowVersion === '')
    const known = isPage && (workspace === undefined || hasWorkspaces)
    const { isBare, section }: Partial<Page> = shown ? listed[shown] : {}
    const first: First = { code: [], isFramed: !isBare, section }
    if (known) {
      const asking = { page: shown, path: ownPath, search: new URL(c.req.url).search }
      // Requests for a workspace, or with what people sign in with in the tab, need headers that only the app sends.
      if (told.backend === 'embedded') Object.assign(first, await answersTo(c, asking, told))
      else if (!hasWorkspaces && told.auth !== 'pass-through') first.calls = firstCalls(asking)
      const { answers = {} } = first
      first.code = codeOf({
        page: shown,
        tab: tabOf(asking),
        texts: textsOf(shown, tabOf(asking), answers),
        hasModel: hasModel(answers),
      })
    }
    return c.html(page(nonce, told, first), known ? 200 : 404, {
      'Content-Security-Policy': pagePolicy(nonce, scripts),
      // A page that the browser keeps would show old answers as new ones.
      'Cache-Control': first.answers || told.inbox ? 'private, no-store' : 'no-cache',
      ...(shown === 'shared' && { 'Referrer-Policy': 'no-referrer' }),
    })
  }
}

/** Whether the answers have the MLmodel file of what is shown. */
const hasModel = (answers: Answers) =>
  Object.keys(answers).some((asked) => new URLSearchParams(asked.split('?')[1]).values().some(isModelFile))

const isModelFile = (path: string) => path.split('/').at(-1) === 'MLmodel'

/** The path below the base path without its leading slash, or undefined outside the base path. */
function below(basePath: string, path: string): string | undefined {
  if (path === basePath) return ''
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length + 1) : undefined
}
