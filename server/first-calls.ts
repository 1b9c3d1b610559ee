import { getUrl } from '#contract/client.ts'
import { equals } from '#contract/filter/equals.ts'
import { type PageName, pages } from '#contract/pages.ts'

type Values = Readonly<Record<string, string>>

/**
 * The calls that each page makes first, from what is in its URL and the path of its open tab, as src/api asks them to the letter.
 * Lists ask by what people typed or chose last.
 */
const calls: Partial<Record<PageName, (values: Values, tab: string) => string[]>> = {
  model: ({ name = '' }, tab) => [
    getUrl('getModel', { name }),
    ...(tab === ''
      ? [
          getUrl('searchVersions', {
            filter: equals('name', name),
            max_results: 10_000,
            order_by: ['version_number DESC'],
          }),
        ]
      : []),
  ],
  version: ({ name = '', version = '' }) => [getUrl('getVersion', { name, version })],
  run: ({ runId = '' }) => [getUrl('getRun', { run_id: runId })],
  loggedModel: ({ modelId = '' }) => [getUrl('getLoggedModel', { model_id: modelId })],
}

const segmentsOf = (path: string) => path.replace(/^\/|\/$/g, '').split('/')

/** What follows a page's own path: the path of its open tab, '' for the first. */
export const tabOf = (page: PageName, path: string): string =>
  segmentsOf(path).slice(pages[page].path.split('/').length).join('/')

/**
 * The first calls of the page at a path below the base path, as URLs below it; none if the page's URL does not say.
 * index.html names them, and public/before-app.js makes them while the app's code is still on its way.
 */
export function firstCalls(page: PageName, path: string): string[] {
  const segments = segmentsOf(path)
  const names = pages[page].path.split('/')
  try {
    const values = names.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), decoded(segments[at])]] : []))
    return calls[page]?.(Object.fromEntries(values) as Values, tabOf(page, path)) ?? []
  } catch {
    return [] // a malformed escape
  }
}

const decoded = (segment = '') => decodeURIComponent(segment)
