import { artifactUrl } from '#contract/artifact-url.ts'
import type { Call } from '#contract/client.ts'
import { usualAgainst, wantedOf } from '#contract/compared/against.ts'
import { runsIn } from '#contract/compared/runs-in.ts'
import { versionsIn } from '#contract/compared/versions-in.ts'
import { equals } from '#contract/filter/equals.ts'
import { inSteps, isRunId } from '#contract/filter/run-ids.ts'
import { loggedIdOf, placeOfSource } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { type Ask, askWholeModel } from './first-files.ts'

type AskFiles = Pick<Ask, 'call' | 'get'>

/** More than an MLmodel file has, as src/api/artifacts.ts asks for it. */
const MLMODEL = 16_000_000

/** The versions that a URL names, their models, and what each of them came from. */
export async function askComparedVersions({ call, get }: AskFiles, params: URLSearchParams) {
  const { ids } = versionsIn(params)
  if (ids.length < 2) return
  const names = [...new Set(ids.map(({ name }) => name))]
  await Promise.allSettled([
    ...names.map((name) => call('getModel', { name })),
    ...ids.map((id) => call('getVersion', id).then(({ model_version }) => measured(call, model_version))),
    ...ids.map((id) => get(artifactUrl(id, 'MLmodel'), MLMODEL)),
  ])
}

/** The run and the logged model of a version. */
function measured(call: Call, version: ModelVersion) {
  const { run_id } = version
  const model_id = loggedIdOf(version)
  return Promise.allSettled([run_id && call('getRun', { run_id }), model_id && call('getLoggedModel', { model_id })])
}

/** The search for all versions of a model, the newest first. */
export const versionsOf = (name: string) => ({
  filter: equals('name', name),
  max_results: 10_000,
  order_by: ['version_number DESC'],
})

/** What Changes shows of a version and of the one that it is compared with. */
export async function askChanges(ask: AskFiles, own: VersionId, params: URLSearchParams) {
  const { call } = ask
  const { name, version } = wantedOf(params.get('against') ?? '', own.name)
  const versions = call('searchVersions', versionsOf(name))
  const get = async (id: VersionId) => (await call('getVersion', id)).model_version
  const other = async () => {
    if (version !== undefined) return get({ name, version })
    const { model_versions = [] } = await versions
    const usual = usualAgainst(own, model_versions)?.version
    if (usual === undefined || name !== own.name) return usual && get({ name, version: usual })
    return model_versions.find((it) => it.version === usual) // with the model's aliases it is all of it
  }
  const side = async (found: Promise<ModelVersion | '' | undefined>) => {
    const it = await found
    if (it) await askSide(ask, it)
  }
  await Promise.allSettled([versions, call('getModel', { name: own.name }), side(get(own)), side(other())])
}

async function askSide(ask: AskFiles, version: ModelVersion) {
  const { source = '', run_id, model_id } = version
  const place = placeOfSource(source, run_id, model_id)
  await Promise.allSettled([
    measured(ask.call, version),
    place ? askWholeModel(ask, place) : ask.call('getDownloadUri', { name: version.name, version: version.version }),
  ])
}

/** Of so many runs it is asked which versions came from them; so many models are asked what metrics mean. */
const ASKED = { runs: 50, models: 3 }

/** The runs that a URL names, or the newest of its experiments, the versions that came from them, and the models of these. */
export async function askComparedRuns({ call }: AskFiles, params: URLSearchParams) {
  const { ids, experimentIds } = runsIn(params)
  if (ids.length > 0) {
    const found = ids.filter(isRunId)
    const runs = experimentIds.length > 0 ? searchByIds(call, experimentIds, found) : runsByIds(call, found)
    await Promise.allSettled([registered(call, ids), runs.then((those) => named(call, those))])
    return
  }
  // Other orders and searches only the page knows.
  if (experimentIds.length === 0 || ['q', 'first', 'of', 'view'].some((key) => params.has(key))) return
  const { runs = [] } = await call('searchRuns', {
    experiment_ids: experimentIds,
    run_view_type: 'ACTIVE_ONLY',
    order_by: ['attributes.start_time DESC'],
    max_results: 200,
  })
  const those = runs.map(({ info }) => info.run_id)
  await Promise.allSettled([registered(call, those), named(call, runs)])
}

async function registered(call: Call, runIds: readonly string[]) {
  const ids = runIds.slice(0, ASKED.runs)
  if (ids.length === 0 || !ids.every((id) => /^\w+$/.test(id))) return
  const filter = ids.length === 1 ? equals('run_id', ids[0]!) : `run_id IN (${ids.map((id) => `'${id}'`).join(',')})`
  const { model_versions = [] } = await call('searchVersions', { filter, max_results: 10_000 })
  const names = [...new Set(model_versions.map(({ name }) => name))]
  if (names.length <= ASKED.models) await Promise.allSettled(names.map((name) => call('getModel', { name })))
}

const named = (call: Call, runs: readonly Run[]) =>
  Promise.allSettled(homesOf(runs).map((experiment_id) => call('getExperiment', { experiment_id })))

const homesOf = (runs: readonly Run[]) => [...new Set(runs.map(({ info }) => info.experiment_id))]

/** Runs of unknown experiments, as src/api/runs-by-ids.ts asks for them. */
export async function runsByIds(call: Call, ids: readonly string[]): Promise<Run[]> {
  const { alone, others } = inSteps(ids)
  const answers = await Promise.all(alone.map((run_id) => call('getRun', { run_id })))
  const runs = answers.map(({ run }) => run)
  return others.length === 0 ? runs : [...runs, ...(await searchByIds(call, homesOf(runs), others))]
}

async function searchByIds(call: Call, experiment_ids: string[], ids: readonly string[]): Promise<Run[]> {
  const { runs = [] } = await call('searchRuns', {
    experiment_ids,
    run_view_type: 'ALL',
    max_results: 500,
    filter: `attributes.run_id IN (${ids.map((id) => `'${id}'`).join(', ')})`,
  })
  return runs
}
