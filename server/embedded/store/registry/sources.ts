import { invalid, missing } from '#contract/errors.ts'
import { parseModelUri } from '#contract/model-uri.ts'
import type { Tag } from '#contract/values.ts'
import { allowHint, HOST_SCHEMES } from '../../../config/host-schemes.ts'
import type { Db } from '../../db.ts'
import { isPromptVersion } from './model-tags.ts'
import { checkLength } from '../names.ts'
import { resolveModelUri } from './registered-sources.ts'
import { isPlainPath, isWithin, splitUri } from './source-uri.ts'

/** The widths of MLflow's own columns. */
const MAX_SOURCE = 500
const MAX_RUN_ID = 500

/** Schemes under which a browser runs or shows what the URI itself holds (docs/robustness.md S04). */
const ACTIVE_SCHEMES = ['javascript', 'vbscript', 'data', 'blob', 'about']

type Request = { source: string; run_id?: string | undefined; model_id?: string | undefined }
/** What the operator allows beyond MLflow's rule. */
export type AllowedSources = {
  /** Where the files of an allowed local source are by now. */
  copied?: string | undefined
  /** Schemes that name a host. */
  schemes?: readonly string[]
  /** The database as the caller may read it, where that is not all of it: other runs, logged models and versions are unknown. */
  seen?: Db | undefined
}
/** What is stored: the source, the run it came from ('' when unknown), and where its files are. */
type Resolved = { source: string; run_id: string; storage_location: string }

/**
 * Checks what a new version points at, in MLflow's order (docs/rest-contract.md §6.1) and more strictly where docs/robustness.md S01–S06
 * say so, and finds where the files are. Throws INVALID_PARAMETER_VALUE, or RESOURCE_DOES_NOT_EXIST for an unknown
 * logged model or version.
 */
export function resolveSource(db: Db, request: Request, tags: readonly Tag[], allowed: AllowedSources): Resolved {
  const { copied, schemes = [] } = allowed
  const { source, run_id = '', model_id = '' } = request
  checkLength(source, MAX_SOURCE, 'source')
  checkLength(run_id, MAX_RUN_ID, 'run_id')
  const { scheme, host, path } = splitUri(source)
  const run = findRun(db, run_id)
  const model = findLoggedModel(db, model_id)

  if (isPromptVersion(tags)) {
    if (source !== 'prompt-template' && source !== 'dummy-source')
      throw invalid(`Invalid prompt source: '${source}'. Prompt sources must use an MLflow placeholder.`)
    requireModel(model_id, model)
    return { source, run_id, storage_location: source }
  }
  if (HOST_SCHEMES.includes(scheme) && !schemes.includes(scheme) && (scheme !== 'mlflow-artifacts' || host !== ''))
    throw invalid(
      `'source' cannot use the '${scheme}' scheme: the '${scheme}' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. ${allowHint}`,
    )
  if (copied !== undefined) {
    requireModel(model_id, model)
    return { source, run_id, storage_location: copied }
  }
  const isLocal = scheme === '' || scheme === 'file'
  if (isLocal && isPlainPath(source) && run_id !== '' && model_id === '' && !run) throw notContaining(source, 'run_id')
  if (isLocal) checkLocal(source, (model_id ? model : run)?.artifact_uri)
  if (!isPlainPath(source) || ACTIVE_SCHEMES.includes(scheme)) throw notAbsolute(source)

  let storage_location = source
  if (scheme === 'models') {
    if (host !== '') throw badSource(source, 'Registered model sources must use the active model registry.')
    const named = parseModelUri(source)
    if (named && 'name' in named) return resolveModelUri(db, request, named)
    const isThis = named?.kind === 'logged-model' && named.model_id === model_id && named.path === ''
    if (!isThis) throw notContaining(source, 'model_id')
    storage_location = model?.artifact_uri ?? source
  } else if (scheme === 'runs') {
    const [id, ...rest] = path.slice(1).split('/')
    if (host !== '' || model_id !== '') throw notContaining(source, model_id === '' ? 'run_id' : 'model_id')
    if (id !== run_id) throw notContaining(source, 'run_id')
    if (run) storage_location = filesOfRun(db, run, run_id, rest.filter(Boolean).join('/'))
  } else if (scheme === 'mlflow-artifacts') {
    const root = model_id === '' ? run : model
    if (!root || !isWithin(source, root.artifact_uri))
      throw notContaining(source, model_id === '' ? 'run_id' : 'model_id')
  }
  requireModel(model_id, model)
  // MLflow accepts any run here, but another known run than the logged model's own would be a false origin.
  if (run && model?.source_run_id && model.source_run_id !== run_id) throw notContaining(source, 'run_id')
  return { source, run_id: run_id || (model?.source_run_id ?? ''), storage_location }
}

/** A given logged model must exist, even if the source does not need it. A run may be on another server (docs/robustness.md S03). */
function requireModel(model_id: string, model: unknown) {
  if (model_id && !model) throw missing(`Logged model with ID '${model_id}' not found.`)
}

/** A local path is taken only below a run's own local folder, which exists only where the operator allowed it. */
function checkLocal(source: string, root: string | undefined) {
  if (root !== undefined && isPlainPath(fileUri(source)) && isWithin(fileUri(source), fileUri(root))) return
  throw badSource(
    source,
    'To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id. An operator can allow folders on the server with --allow-source.',
  )
}

/** One form for a local path: `/x`, `file:/x` and `file:///x` are the same folder. */
function fileUri(path: string) {
  return path.startsWith('/') ? `file:${path}` : path.replace(/^file:\/\/\//i, 'file:/')
}

/**
 * Where `runs:/<id>/<path>` is: a 3.x client stores a model outside its run, so a logged model of that name comes first;
 * else the folder of the run (docs/rest-contract.md §12.4: `runs:` itself cannot be opened through the server).
 */
function filesOfRun(db: Db, { artifact_uri }: Place, run_id: string, path: string): string {
  const model = db.get<Place>(
    `SELECT artifact_uri FROM logged_models WHERE source_run_id = ? AND name = ? AND lifecycle_stage = 'active'
     ORDER BY creation_timestamp_ms DESC, model_id LIMIT 1`,
    run_id,
    path,
  )
  return model?.artifact_uri ?? (path === '' ? artifact_uri : `${artifact_uri}/${path}`)
}

type Place = { artifact_uri: string }

function findRun(db: Db, run_id: string) {
  if (run_id === '') return undefined
  return db.get<Place>('SELECT artifact_uri FROM runs WHERE run_id = ?', run_id)
}

function findLoggedModel(db: Db, model_id: string) {
  if (model_id === '') return undefined
  return db.get<Place & { source_run_id: string }>(
    `SELECT artifact_uri, source_run_id FROM logged_models WHERE model_id = ? AND lifecycle_stage = 'active'`,
    model_id,
  )
}

const badSource = (source: string, why: string) => invalid(`Invalid model version source: '${source}'. ${why}`)
const notContaining = (source: string, field: string) =>
  badSource(source, `The ${field} request parameter must identify the resource that contains the source.`)
const notAbsolute = (source: string) =>
  badSource(
    source,
    'If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.',
  )
