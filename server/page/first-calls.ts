import { accountCalls } from '#contract/accounts/account-calls.ts'
import { type Call, createClient } from '#contract/client.ts'
import { equals } from '#contract/filter/equals.ts'
import { formatModelUri, placeOfSource } from '#contract/model-uri.ts'
import { inSteps } from '#contract/filter/run-ids.ts'
import { activitiesPath, overridesPath, requestsPath, stageHistoryPath } from '#contract/review-paths.ts'
import { type PageName, pages } from '#contract/pages.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Run } from '#contract/runs.ts'
import { samplePath } from '#contract/sample.ts'
import { type Me, mePath } from '#contract/server-info.ts'
import { versionBy } from '#contract/compared/version-by.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { askChanges, askComparedRuns, askComparedVersions, runsByIds, versionsOf } from './first-compared.ts'
import { askHealth } from './first-checked.ts'
import { type Ask, askFilesAt, askModelFiles, askRunFiles, askVersionModel, modelsOf } from './first-files.ts'

/** A page; its path below the base path, and what follows that. */
export type Asking = { page: PageName; path: string; search: string }

type Values = Readonly<Record<string, string>>
type Asks = (ask: Ask, values: Values, tab: string, params: URLSearchParams) => Promise<unknown>

/**
 * What each page asks first, as the pages of the app ask it, letter for letter: what can be asked side by side is, and what
 * an answer leads to follows. What only a fragment or a body says (welcome, signedIn, shared) can't be known here.
 */
const asks: Partial<Record<PageName, Asks>> = {
  models: async ({ call, may }) => {
    const { registered_models = [] } = await call('searchModels', { max_results: 100, order_by: ['name ASC'] })
    await may({ models: registered_models.map(({ name }) => name) })
  },
  model: async ({ call, get, may }, { name = '' }, tab, params) => {
    const model = call('getModel', { name }).then((answer) => answer.registered_model)
    const versions = tab === '' ? call('searchVersions', versionsOf(name)) : undefined
    const listed = versions?.then(({ model_versions = [] }) => model_versions)
    await Promise.allSettled([
      may({ models: [name] }),
      model,
      ...(listed ? [get(withQuery(stageHistoryPath, { name })), listed.then((those) => sourceRuns(call, those))] : []),
      listed && askUse({ call, get }, params.get('by'), model, listed),
      ...(tab === 'activity'
        ? [
            call('searchVersions', versionsOf(name)),
            get(withQuery(stageHistoryPath, { name, stage: 'Production' })),
            get(withQuery(activitiesPath, { name })),
          ]
        : []),
      ...(tab === 'policy' ? [call('getPolicy', { name })] : []),
    ])
  },
  version: async ({ call, get, may }, { name = '', version = '' }, tab, params) => {
    if (tab === 'changes')
      return Promise.allSettled([may({ models: [name] }), askChanges({ call, get }, { name, version }, params)])
    const [{ model_version }] = await Promise.all([
      call('getVersion', { name, version }),
      may({ models: [name] }),
      tab === 'activity' && get(withQuery(activitiesPath, { name, version })),
    ])
    const { run_id = '', source = '', model_id } = model_version
    const run = run_id !== '' && tab === '' ? runWithExperiment(call, run_id).catch(() => undefined) : undefined
    const place = placeOfSource(source, run_id, model_id)
    if (!place && tab !== 'activity') await call('getDownloadUri', { name, version })
    else if (place && tab === '') await askVersionModel({ call, get }, place, run)
    else if (place && tab.startsWith('artifacts')) await askFilesAt({ call, get }, place, selectedIn(tab))
    return run
  },
  compareVersions: ({ call, get }, _values, _tab, params) => askComparedVersions({ call, get }, params),
  compareRuns: ({ call, get }, _values, _tab, params) => askComparedRuns({ call, get }, params),
  health: ({ call, get }) => askHealth({ call, get }),
  reviews: ({ call, get }, _values, _tab, params) =>
    Promise.allSettled([
      get(withQuery(overridesPath, {})),
      // Other marks the page reads.
      !params.has('ready') && call('searchVersions', { filter: "tags.validation = 'passed'", max_results: 1000 }),
    ]),
  experiments: async ({ call, may }) => {
    const order_by = ['last_update_time DESC']
    const search = { max_results: 100, view_type: 'ACTIVE_ONLY' as const, order_by }
    const { experiments = [] } = await call('searchExperiments', search)
    await may({ experiment_ids: experiments.map(({ experiment_id }) => experiment_id) })
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
  run: async ({ call, get, may }, { runId = '' }, tab) => {
    const run = call('getRun', { run_id: runId }).then((answer) => answer.run)
    const asksAbout = ({ info: { experiment_id } }: Run) =>
      Promise.allSettled([call('getExperiment', { experiment_id }), may({ experiment_ids: [experiment_id] })])
    await Promise.allSettled([
      run.then(asksAbout),
      (tab === '' || tab === 'models') && run.then((it) => modelsOf({ call }, it)),
      tab === '' || tab === 'models' || tab.startsWith('artifacts')
        ? call('searchVersions', { filter: equals('run_id', runId), max_results: 10_000 })
        : undefined,
      tab.startsWith('artifacts') ? askRunFiles({ call, get }, runId, run, selectedIn(tab)) : undefined,
    ])
  },
  loggedModel: async ({ call, get, may }, { modelId = '' }, tab) => {
    const owner = { model_id: modelId }
    const asksAbout = async () => {
      const { experiment_id, source_run_id } = (await call('getLoggedModel', owner)).model.info
      const registered = source_run_id
        ? equals('run_id', source_run_id)
        : equals('source_path', formatModelUri({ kind: 'logged-model', ...owner, path: '' }))
      await Promise.allSettled([
        may({ experiment_ids: [experiment_id] }),
        call('getExperiment', { experiment_id }),
        source_run_id && call('getRun', { run_id: source_run_id }),
        call('searchVersions', { filter: registered, max_results: 10_000 }),
      ])
    }
    await Promise.allSettled([asksAbout(), askModelFiles({ call, get }, modelId, selectedIn(tab))])
  },
  settings: ({ call, get }) => Promise.allSettled([get(samplePath), call('getPolicy', {})]),
  profile: ({ get }) => get(withQuery(accountCalls.getProfile.path, {})),
  people: ({ get }) =>
    forAdmins(get, () =>
      Promise.allSettled(
        [accountCalls.listPeople, accountCalls.listGroups].map(({ path }) => get(withQuery(path, {}))),
      ),
    ),
  webhooks: ({ call }) => call('findWebhooks', {}),
  webhook: ({ call }, { id = '' }) => call('listDeliveries', { webhook: id }),
  audit: ({ get }) => forAdmins(get, () => get(withQuery(accountCalls.listAudit.path, {}))),
}

/** Asks what only admins may: the audit log would note that others were refused it, as if they had tried. */
async function forAdmins(get: Ask['get'], ask: () => Promise<unknown>) {
  const { role } = (await (await get(mePath)).json()) as Me
  if (role === 'admin') await ask()
}

/** Of people who are signed in, every page with the app's frame asks who they are, and which requests are open. */
export const askOwn = ({ get }: Pick<Ask, 'get'>) => Promise.allSettled([get(mePath), get(withQuery(requestsPath, {}))])

const withQuery = (path: string, query: Values) => `${path}?${new URLSearchParams(query)}`

/** The version that a model's page shows code for, and its run and files. */
async function askUse(
  { call, get }: Pick<Ask, 'call' | 'get'>,
  by: string | null,
  model: Promise<RegisteredModel>,
  versions: Promise<ModelVersion[]>,
) {
  if (by === null) return
  const version = versionBy(by, await model, await versions)
  if (!version) return
  const { source = '', run_id = '', model_id } = version
  const run = run_id ? call('getRun', { run_id }).then((answer) => answer.run) : undefined
  const place = placeOfSource(source, run_id, model_id)
  await Promise.allSettled([run, place && askVersionModel({ call, get }, place, run)])
}

/** A few runs that a model's versions came from, as src/api/runs-by-ids.ts asks for them. */
const FEW = 50

async function sourceRuns(call: Call, versions: readonly ModelVersion[]) {
  const ids = [...new Set(versions.flatMap(({ run_id }) => run_id || []))]
  if (inSteps(ids).others.length <= FEW) await runsByIds(call, ids)
}

/** The path that is selected among the artifacts. */
const selectedIn = (tab: string) => tab.split('/').slice(1).filter(Boolean).map(decodeURIComponent).join('/')

async function runWithExperiment(call: Call, run_id: string) {
  const { run } = await call('getRun', { run_id })
  await call('getExperiment', { experiment_id: run.info.experiment_id })
  return run
}

const segmentsOf = (path: string) => path.replace(/^\/|\/$/g, '').split('/')

/** What follows a page's own path: the path of its tab, '' for the first. */
export const tabOf = ({ page, path }: Pick<Asking, 'page' | 'path'>): string =>
  segmentsOf(path).slice(pages[page].path.split('/').length).join('/')

const lists: ReadonlySet<PageName> = new Set(['models', 'experiments', 'runs', 'audit'])

/** Asks what a page asks first. */
export async function askFirst(ask: Ask, { page, path, search }: Asking): Promise<void> {
  const segments = segmentsOf(path)
  const names = pages[page].path.split('/')
  decodeURIComponent(path) // a malformed escape throws before anything is asked
  // People may have searched or sorted a list.
  if (lists.has(page) && search !== '') return
  const values: Record<string, string> = {}
  for (const [at, name] of names.entries())
    if (name.startsWith(':')) values[name.slice(1)] = decodeURIComponent(segments[at] ?? '')
  await asks[page]?.(ask, values, tabOf({ page, path }), new URLSearchParams(search))
}

/** A question, by its URL below the base URL: with the body of a POST, or of a file only the bytes in `range`. */
export type FirstCall = { url: string; body?: string; range?: string }

/** What the page asks at once, before any answer. */
export function firstCalls(asking: Asking): FirstCall[] {
  const asked: FirstCall[] = []
  const never = new Promise<never>(() => {})
  const call = createClient('', (url, { body }) => {
    asked.push({ url, ...(body ? { body: body as string } : {}) }) // a client's body is text
    return never
  })
  const get = (url: string, most?: number) => {
    // What MLflow does not have is not asked of it.
    if (most !== undefined) asked.push({ url, range: `bytes=0-${most - 1}` })
    return never
  }
  // A malformed escape in the path asks nothing.
  askFirst({ call, get, may: () => never }, asking).catch(() => {})
  return asked
}
