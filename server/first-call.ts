import { getUrl } from '#contract/client.ts'
import { type PageName, pages } from '#contract/pages.ts'

type Values = Readonly<Record<string, string>>

/** The call that each page makes first, from what is in its URL. Lists ask by what people typed or chose last. */
const calls: Partial<Record<PageName, (values: Values) => string>> = {
  model: ({ name = '' }) => getUrl('getModel', { name }),
  version: ({ name = '', version = '' }) => getUrl('getVersion', { name, version }),
  run: ({ runId = '' }) => getUrl('getRun', { run_id: runId }),
  loggedModel: ({ modelId = '' }) => getUrl('getLoggedModel', { model_id: modelId }),
}

/**
 * The first call of the page at a path below the base path, as a URL below it; undefined if the page's URL does not say.
 * index.html names it, and public/before-app.js makes it while the app's code is still on its way.
 */
export function firstCall(page: PageName, path: string): string | undefined {
  const segments = path.replace(/^\/|\/$/g, '').split('/')
  const names = pages[page].path.split('/')
  try {
    const values = names.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), decoded(segments[at])]] : []))
    return calls[page]?.(Object.fromEntries(values) as Values)
  } catch {
    return undefined // a malformed escape
  }
}

const decoded = (segment = '') => decodeURIComponent(segment)
