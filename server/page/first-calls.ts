import { artifactUrl } from '#contract/artifact-url.ts'
import { type Call, createClient } from '#contract/client.ts'
import type { Input } from '#contract/endpoints.ts'
import { equals } from '#contract/filter/equals.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { below, placeOfSource } from '#contract/model-uri.ts'
import { stageHistoryPath } from '#contract/review-paths.ts'
import { type PageName, pages } from '#contract/pages.ts'

/** How a page asks. */
type Ask = {
  call: Call
  /** Gets a file, or what MLflow does not have, by its URL below the base URL. */
  get: (url: string) => Promise<unknown>
  /** With accounts, asks what the reader may do: on the server, and with these. */
  may: (things: Input<'getRights'>) => Promise<unknown>
}
/** A page; its path below the base path, and what follows that. */
export type Asking = { page: PageName; path: string; search: string }

type Values = Readonly<Record<string, string>>
type Asks = (ask: Ask, values: Values, tab: string) => Promise<unknown>

/**
 * What each page asks first, as the pages of the app ask it, letter for letter: what can be asked side by side is, and what
 * an answer leads to follows. Lists are missing here if they ask by what people chose.
 */
const asks: Partial<Record<PageName, Asks>> = {
  models: async ({ call, may }) => {
    const { registered_models = [] } = await call('searchModels', { max_results: 100, order_by: ['name ASC'] })
    await may({ models: registered_models.map(({ name }) => name) })
  },
  model: async ({ call, get, may }, { name = '' }, tab) => {
    await Promise.allSettled([
      may({ models: [name] }),
      call('getModel', { name }),
      ...(tab === '' ? [get(`${stageHistoryPath}?${new URLSearchParams({ name })}`), sourceRuns(call, name)] : []),
    ])
  },
  version: async ({ call, get, may }, { name = '', version = '' }, tab) => {
    const [{ model_version }] = await Promise.all([call('getVersion', { name, version }), may({ models: [name] })])
    const { run_id = '', source = '', model_id } = model_version
    const run = run_id ? await runWithExperiment(call, run_id) : undefined
    const place = tab === '' ? placeOfSource(source, run_id, model_id) : undefined
    if (!place || !('run_id' in place.owner) || place.owner.run_id !== run_id) return
    // The page lists the folder of a model that the run does not name.
    if (!loggedPaths(run?.data.tags).includes(place.path))
      await call('listArtifacts', { run_id, ...(place.path && { path: place.path }) })
    const files = ['MLmodel', 'requirements.txt'].map((name) => artifactUrl({ run_id }, below(place.path, name)))
    await Promise.allSettled(files.map(get))
  },
  runs: ({ call, may }, { ids = '' }) => {
    const experiment_ids = [...new Set(ids.split(',').filter(Boolean))]
    return Promise.allSettled([
      may({ experiment_ids }),
      ...experiment_ids.map((experiment_id) => call('getExperiment', { experiment_id })),
      call('searchRuns', {
        experiment_ids,
        run_view_type: 'ACTIVE_ONLY',
        order_by: ['attributes.start_time DESC'],
        max_results: 100,
      }),
    ])
  },
  run: async ({ call, may }, { runId = '' }, tab) => {
    await Promise.allSettled([
      runWithExperiment(call, runId).then(({ info }) => may({ experiment_ids: [info.experiment_id] })),
      tab === '' || tab.startsWith('artifacts')
        ? call('searchVersions', { filter: equals('run_id', runId), max_results: 10_000 })
        : undefined,
      tab.startsWith('artifacts') ? call('listArtifacts', { run_id: runId }) : undefined,
    ])
  },
  loggedModel: async ({ call, may }, { modelId = '' }) => {
    const { model } = await call('getLoggedModel', { model_id: modelId })
    await may({ experiment_ids: [model.info.experiment_id] })
  },
}

/** A few runs that a model's versions came from, as src/api/runs-by-ids.ts asks for them. */
const FEW = 50

async function sourceRuns(call: Call, name: string) {
  const search = { filter: equals('name', name), max_results: 10_000, order_by: ['version_number DESC'] }
  const { model_versions = [] } = await call('searchVersions', search)
  const ids = new Set(model_versions.flatMap(({ run_id }) => (run_id && /^[\w-]+$/.test(run_id) ? run_id : [])))
  const [first, ...others] = ids
  if (first === undefined || others.length > FEW) return
  const { experiment_id } = (await call('getRun', { run_id: first })).run.info
  if (others.length > 0)
    await call('searchRuns', {
      experiment_ids: [experiment_id],
      run_view_type: 'ALL',
      max_results: 500,
      filter: `attributes.run_id IN (${others.map((id) => `'${id}'`).join(', ')})`,
    })
}

async function runWithExperiment(call: Call, run_id: string) {
  const { run } = await call('getRun', { run_id })
  await call('getExperiment', { experiment_id: run.info.experiment_id })
  return run
}

const segmentsOf = (path: string) => path.replace(/^\/|\/$/g, '').split('/')

/** What follows a page's own path: the path of its tab, '' for the first. */
export const tabOf = ({ page, path }: Pick<Asking, 'page' | 'path'>): string =>
  segmentsOf(path).slice(pages[page].path.split('/').length).join('/')

/** Asks what a page asks first. */
export async function askFirst(ask: Ask, { page, path, search }: Asking): Promise<void> {
  const segments = segmentsOf(path)
  const names = pages[page].path.split('/')
  // People may have searched or sorted a list.
  if ((page === 'models' || page === 'runs') && search !== '') return
  const values: Record<string, string> = {}
  for (const [at, name] of names.entries())
    if (name.startsWith(':')) values[name.slice(1)] = decodeURIComponent(segments[at] ?? '')
  await asks[page]?.(ask, values, tabOf({ page, path }))
}

/** The URLs below the base URL that the page gets at once, before any answer. */
export function firstCalls(asking: Asking): string[] {
  const urls: string[] = []
  const never = new Promise<never>(() => {})
  const call = createClient('', (url, { method }) => {
    if (method === 'GET') urls.push(url)
    return never
  })
  // A malformed escape in the path asks nothing.
  askFirst({ call, get: () => never, may: () => never }, asking).catch(() => {})
  return urls
}
