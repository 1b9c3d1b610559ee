import type { QueryClient } from '@tanstack/react-query'
import type { PageName } from '#contract/pages.ts'
import { hasAccounts } from './api/access/access.ts'
import { accountQueries } from './api/accounts.ts'
import { artifactQueries } from './api/artifacts.ts'
import { meQuery } from './api/caller/try-sign-in.ts'
import { experimentQueries } from './api/experiments.ts'
import { loggedModelQueries } from './api/logged-models.ts'
import { knownModels, modelQueries } from './api/models.ts'
import { policyQueries } from './api/policy.ts'
import { inboxQuery, overridesQuery } from './api/reviews.ts'
import { runQueries } from './api/runs.ts'
import { sampleQueries } from './api/sample.ts'
import { readyQuery } from './api/search/ready.ts'
import { readyMark, USUAL_MARK } from './api/search/ready-mark.ts'
import { serverInfo } from './api/server-info.ts'
import { keepKnownVersion, versionQueries } from './api/versions.ts'
import { webhookQueries } from './api/webhooks/webhooks.ts'
import { versionsIn } from '#contract/compared/versions-in.ts'
import { viewOf } from './domain/runs/view-of.ts'
import { NEWEST_FIRST } from './domain/runs/run-order.ts'
import { askWantedRuns, wantedRuns } from './parts/compare/wanted-runs.ts'
import { askVersionModel } from './parts/use/use-version-model.ts'
import { artifactPath, experimentIds, modelTab, type Params, versionTab } from './route-params.ts'

/** Starts what a page asks for, side by side. `pathname` is below the app's own path; `search` are the URL's parameters. */
export type Asks = (
  client: QueryClient,
  params: Params,
  pathname: string,
  search: URLSearchParams,
) => readonly Promise<unknown>[]

const everything = { filter: '', words: [], isLoose: false }

/** Whether the URL neither searches nor sorts. Otherwise only the page knows what to ask. */
const isPlain = (search: URLSearchParams, keys: readonly string[]) => !keys.some((key) => search.has(key))

/**
 * What each page asks before its own code is here: what it is about, by the URL alone. What only an answer or that code leads to, the
 * page's `asks` start. In a document, server/page/first-calls.ts answers the same questions.
 */
export const firstAsks: Record<PageName, Asks> = {
  models: (client, _params, _pathname, search) =>
    isPlain(search, ['q', 'stage', 'sort', 'by'])
      ? [client.infiniteQuery(modelQueries.pages({ ...everything, order: 'name ASC' }))]
      : [],
  model: (client, { name = '' }, pathname) => {
    const tab = modelTab(pathname)
    return [
      client.query(modelQueries.detail(name)),
      ...(tab === 'policy' ? [client.query(policyQueries.of(name))] : [client.query(versionQueries.of(name))]),
      ...(tab === 'overview' ? [newestRun(client, name)] : []),
    ]
  },
  version: (client, { name = '', version = '' }, pathname) => {
    const id = { name, version }
    const known = keepKnownVersion(client, id)
    const isOverview = versionTab(pathname) === 'overview'
    return [
      client.query(versionQueries.detail(id)),
      ...(known?.run_id && isOverview ? [client.query(runQueries.detail(known.run_id))] : []),
      ...(known && isOverview ? [askVersionModel(client, known)] : []),
    ]
  },
  compareVersions: (client, _params, _pathname, search) => {
    const { ids } = versionsIn(search)
    for (const id of ids) keepKnownVersion(client, id)
    if (ids.length < 2) return []
    const names = new Set(ids.map(({ name }) => name))
    return [
      ...Array.from(names, (name) => client.query(modelQueries.detail(name))),
      ...ids.map((id) => client.query(versionQueries.detail(id))),
      // Every server gives the files of a version by its name, wherever they are.
      ...ids.map((owner) => client.query(artifactQueries.mlmodel({ owner, path: '' }))),
    ]
  },
  // The whole registry would be read to its end also after somebody has left before the page is shown.
  health: () => [],
  which: () => [],
  reviews: (client, _params, _pathname, search) => {
    const mark = readyMark(search.get('ready') ?? USUAL_MARK)
    return [
      client.query(inboxQuery()),
      client.query(overridesQuery()),
      // Other marks take the whole registry, as above.
      ...(mark && 'key' in mark ? [client.query(readyQuery(mark))] : []),
    ]
  },
  experiments: (client, _params, _pathname, search) =>
    isPlain(search, ['q', 'sort'])
      ? [
          client.infiniteQuery(
            experimentQueries.pages({ ...everything, order: 'last_update_time DESC', view: viewOf(search) }),
          ),
        ]
      : [],
  runs: (client, { ids = '' }, _pathname, search) => {
    const wanted = { ...everything, experimentIds: experimentIds(ids), order: NEWEST_FIRST, view: viewOf(search) }
    return [
      ...wanted.experimentIds.map((id) => client.query(experimentQueries.detail(id))),
      ...(isPlain(search, ['q', 'sort']) ? [client.infiniteQuery(runQueries.pages(wanted))] : []),
    ]
  },
  compareRuns: (client, _params, _pathname, search) => {
    const wanted = isPlain(search, ['q']) ? wantedRuns(search, everything) : undefined
    return wanted ? askWantedRuns(client, wanted) : []
  },
  run: (client, { runId = '' }, pathname) => [
    client.query(runQueries.detail(runId)),
    ...(artifactPath(pathname) === undefined
      ? []
      : [client.query(artifactQueries.list({ owner: { run_id: runId }, path: '' }))]),
  ],
  loggedModel: (client, { modelId = '' }) => [
    client.query(loggedModelQueries.detail(modelId)),
    client.query(artifactQueries.list({ owner: { model_id: modelId }, path: '' })),
  ],
  settings: (client) => [
    client.query(policyQueries.of()),
    ...(serverInfo.capabilities.sampleProject ? [client.query(sampleQueries.state())] : []),
  ],
  profile: (client) => (hasAccounts ? [client.query(accountQueries.profile())] : []),
  people: (client) =>
    forAdmins(client, () => [client.query(accountQueries.people()), client.query(accountQueries.groups())]),
  webhooks: (client) => [client.query(webhookQueries.list())],
  webhook: (client, { id = '' }) => [client.infiniteQuery(webhookQueries.deliveries(id))],
  audit: (client, _params, _pathname, search) =>
    isPlain(search, ['account', 'action'])
      ? forAdmins(client, () => [client.infiniteQuery(accountQueries.audit({}))])
      : [],
  // What these need, only a fragment or the provider's answer says.
  welcome: () => [],
  signedIn: () => [],
  shared: () => [],
}

/** Asks what only admins may: the audit log would note that others were refused it, as if they had tried. */
function forAdmins(client: QueryClient, ask: () => readonly Promise<unknown>[]): Promise<unknown>[] {
  if (!hasAccounts) return []
  const me = client.query({ ...meQuery, staleTime: Infinity })
  return [me.then(({ role }) => Promise.all(role === 'admin' ? ask() : []))]
}

/** The run of a model's newest version, as a list knows it: where the runs of its other versions probably are. */
async function newestRun(client: QueryClient, name: string): Promise<void> {
  const versions = knownModels(client).find((model) => model.name === name)?.latest_versions ?? []
  const newest = versions.toSorted((a, b) => Number(b.version) - Number(a.version))[0]
  if (newest?.run_id) await client.query(runQueries.detail(newest.run_id)).catch(() => undefined)
}
