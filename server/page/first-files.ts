import type { ArtifactFile } from '#contract/artifacts.ts'
import { artifactUrl } from '#contract/artifact-url.ts'
import type { Call } from '#contract/client.ts'
import type { Input, Output } from '#contract/endpoints.ts'
import { firstPartOf, kindOf, loadsContent } from '#contract/files/file-kinds.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { below, folderOf, type Place } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'

/** How a page asks. */
export type Ask = {
  call: Call
  /** Gets a file, or what MLflow does not have, by its URL below the base URL; of a file at most so many bytes. */
  get: (url: string, most?: number) => Promise<Response>
  /** With accounts, asks what the reader may do: on the server, and with these. */
  may: (things: Input<'getRights'>) => Promise<unknown>
}
type AskFiles = Pick<Ask, 'call' | 'get'>
type Listed = Output<'listArtifacts'>

/** The model of a version, whose folder the page lists unless the version or its run says that there is one. */
export async function askVersionModel(ask: AskFiles, place: Place, run: Promise<Run | undefined> | undefined) {
  const isLogged = 'model_id' in place.owner && place.path === ''
  if (isLogged || loggedPaths((await run)?.data.tags).includes(place.path)) await askModel(ask, place, false)
  else await askListedModel(ask, place)
}

/** The list of a folder, then the model in it. */
export async function askListedModel(ask: AskFiles, place: Place) {
  const { files = [] } = await listed(ask, place)
  if (hasModel(files, place.path)) await askModel(ask, place, true)
}

/** So many folders are listed at once, as in src/api/changes/whole-folder.ts. */
const AT_ONCE = 6

/** The model in a folder, and the lists of the first folders there. */
export async function askWholeModel(ask: AskFiles, place: Place) {
  const { files = [] } = await listed(ask, place)
  const folders = files.filter(({ is_dir }) => is_dir).slice(0, AT_ONCE)
  await Promise.allSettled([
    hasModel(files, place.path) && askModel(ask, place, true),
    ...folders.map(({ path }) => listed(ask, { ...place, path })),
  ])
}

const hasModel = (files: readonly ArtifactFile[], folder: string) =>
  files.some(({ path }) => path === below(folder, 'MLmodel'))

/** What describes a model: MLmodel and requirements.txt. Without the latter, the page reads conda.yaml. */
async function askModel(ask: AskFiles, place: Place, isListed: boolean) {
  const read = (name: string) => ask.get(artifactUrl(place.owner, below(place.path, name)))
  const [file, requirements] = await Promise.all([read('MLmodel'), read('requirements.txt')])
  // As `has_requirements` of the parsed file says, which would take milliseconds.
  const isTold = file.ok && /^ +virtualenv: \S/m.test(await file.text())
  if (isTold || !file.ok) return
  await Promise.all([!isListed && listed(ask, place), !requirements.ok && read('conda.yaml')])
}

function listed({ call }: AskFiles, { owner, path }: Place): Promise<Listed> {
  if ('run_id' in owner) return call('listArtifacts', { run_id: owner.run_id, ...(path && { path }) })
  if ('name' in owner) throw new Error('no call lists the files of a version')
  return call('listLoggedModelArtifacts', { model_id: owner.model_id, ...(path && { artifact_directory_path: path }) })
}

/** What leads to a path among a run's files, and what is there. Its logged models are folders there. */
export async function askRunFiles(ask: AskFiles, run_id: string, run: Promise<Run>, path: string) {
  const [first = '', ...inside] = path.split('/')
  const top = listed(ask, { owner: { run_id }, path: '' })
  const own = (at: string): Place => ({ owner: { run_id }, path: at })
  // Below a folder, a path may be a logged model's.
  const early = inside.length === 0 ? askWay(ask, path, own, top) : undefined
  early?.catch(() => {}) // it fails as `top` does, which is thrown first
  const models = run.then((it) => modelsOf(ask, it)).catch(() => [])
  const [found, { files }] = await Promise.all([models, top])
  const model = modelNamed(first, found, files)
  const owner = model && { model_id: model.info.model_id }
  const placeOf = owner ? (at: string): Place => ({ owner, path: at.slice(first.length + 1) }) : own
  if (!early) await askWay(ask, path, placeOf, top)
  else if (owner) await askListedModel(ask, { owner, path: '' })
  await early
}

/** What leads to a path below a folder, and what is there. */
export const askFilesAt = (ask: AskFiles, root: Place, path: string) =>
  askWay(ask, path, (at) => ({ ...root, path: below(root.path, at) }), listed(ask, root))

/** What leads to a path among a logged model's files, what is there, and the model that they are. */
export async function askModelFiles(ask: AskFiles, model_id: string, path: string) {
  const root: Place = { owner: { model_id }, path: '' }
  const top = listed(ask, root)
  await Promise.allSettled([
    askWay(ask, path, (at) => ({ ...root, path: at }), top),
    top.then(({ files = [] }) => (hasModel(files, '') ? askModel(ask, root, true) : undefined)),
  ])
}

/** The folders that lead to a path, a file there, or a folder's list and the model in it; `top` is the list of the first folder. */
async function askWay(ask: AskFiles, path: string, placeOf: (path: string) => Place, top: Promise<Listed>) {
  const folders = path.split('/').map((_, at, all) => all.slice(0, at).join('/'))
  const kind = kindOf(path.slice(path.lastIndexOf('/') + 1))
  const place = placeOf(path)
  const isRead = loadsContent(kind) && kind !== 'unknown' // a folder, mostly
  const lists = folders.map((at) => (at ? listed(ask, placeOf(at)) : top))
  await Promise.allSettled([
    ...lists,
    isRead && ask.get(artifactUrl(place.owner, place.path), firstPartOf(kind)),
    kind === 'model' && askModel(ask, { ...place, path: folderOf(place.path) }, true),
  ])
  const above = await lists.at(-1)
  if (above?.files?.some((it) => it.is_dir && it.path === place.path)) await askListedModel(ask, place)
}

/** A run's logged model whose folder has this name, as src/parts/artifacts/tree.ts names them. */
function modelNamed(name: string, models: readonly LoggedModel[], files: readonly ArtifactFile[] = []) {
  const [first, ...others] = models.filter(({ info }) => info.name === name)
  const isTaken = others.length > 0 || files.some(({ path }) => path === name)
  return isTaken || !first ? models.find(({ info }) => info.model_id === name) : first
}

/** The models that a run logged, if any. */
export async function modelsOf({ call }: Pick<Ask, 'call'>, { info, outputs }: Run): Promise<LoggedModel[]> {
  if (!outputs?.model_outputs?.length) return []
  const filter = `source_run_id = '${info.run_id}'`
  const search = { experiment_ids: [info.experiment_id], filter, max_results: 100 }
  return (await call('searchLoggedModels', search)).models ?? []
}
