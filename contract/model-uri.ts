import type { ArtifactOwner } from './artifact-url.ts'
import { stages } from './stages.ts'

/** The forms that name a version of a registered model. */
export type RegistryUri =
  | { kind: 'version'; name: string; version: string }
  | { kind: 'stage'; name: string; stage: string }
  | { kind: 'alias'; name: string; alias: string }
  | { kind: 'latest'; name: string }

/** A URI of a model or of files, as MLflow's clients accept it (docs/client-flows.md "Loading and downloading"). */
export type ModelUri =
  | RegistryUri
  | { kind: 'run'; run_id: string; path: string }
  | { kind: 'logged-model'; model_id: string; path: string }
  /** A path in the server's artifact proxy. */
  | { kind: 'proxied'; path: string }
  /** An object store or a folder: `s3://…`, `dbfs:/…`, `file:///…`, `/srv/models`. */
  | { kind: 'storage'; uri: string }

/** Files below one owner: `path` is relative to its root, `''` is the root. */
export type Place = { owner: ArtifactOwner; path: string }

/** Reads a URI as MLflow's clients do; undefined if it is not one. Keeps spaces: a path may end in one. */
export function parseModelUri(uri: string): ModelUri | undefined {
  const run = /^runs:\/+([^/]+)(?:\/(.*))?$/is.exec(uri)
  if (run?.[1]) return { kind: 'run', run_id: run[1], path: trimSlashes(run[2] ?? '') }
  // Two slashes would start a host.
  const model = /^models:(?:\/|\/{3,})([^/].*)$/is.exec(uri)?.[1]
  if (model) return parseModel(model)
  const proxied = /^mlflow-artifacts:\/(?:\/[^/]*\/)?(.*)$/is.exec(uri)
  if (proxied) return { kind: 'proxied', path: trimSlashes(proxied[1] ?? '') }
  if (/^(models|runs):/i.test(uri)) return undefined
  return /^([a-z][\w+.-]*:\/|\/)./i.test(uri) ? { kind: 'storage', uri } : undefined
}

function parseModel(rest: string): ModelUri | undefined {
  if (/^m-[^/@]+$/.test(rest)) return { kind: 'logged-model', model_id: rest, path: '' }
  const at = /^([^/]+)@([^/@]+)$/s.exec(rest)
  if (at?.[1]?.trim() && at[2]?.trim()) return { kind: 'alias', name: at[1], alias: at[2] }
  const [name = '', second = '', ...more] = rest.split('/')
  const which = name.trim() && more.length === 0 && second.trim() ? second : ''
  // A registered model's name may begin like the id of a logged model, so the rest of the URI decides.
  if (/^\d+$/.test(which)) return { kind: 'version', name, version: String(BigInt(which)) }
  if (which.toLowerCase() === 'latest') return { kind: 'latest', name }
  // MLflow accepts a stage in any case.
  const stage = stages.find((stage) => stage.toLowerCase() === which.toLowerCase())
  if (stage) return { kind: 'stage', name, stage }
  const logged = /^(m-[0-9a-f]{32})(?:\/(.*))?$/s.exec(rest)
  if (logged?.[1]) return { kind: 'logged-model', model_id: logged[1], path: trimSlashes(logged[2] ?? '') }
  return which ? { kind: 'stage', name, stage: which } : undefined
}

/** Writes a URI. Names and paths are not encoded, because MLflow's clients decode nothing here. */
export function formatModelUri(uri: ModelUri): string {
  switch (uri.kind) {
    case 'run':
      return join(`runs:/${uri.run_id}`, uri.path)
    case 'logged-model':
      return join(`models:/${uri.model_id}`, uri.path)
    case 'version':
      return `models:/${uri.name}/${uri.version}`
    case 'stage':
      return `models:/${uri.name}/${uri.stage}`
    case 'alias':
      return `models:/${uri.name}@${uri.alias}`
    case 'latest':
      return `models:/${uri.name}/latest`
    case 'proxied':
      return `mlflow-artifacts:/${uri.path}`
    case 'storage':
      return uri.uri
  }
}

/** The URI by which clients load these files: `runs:/…`, `models:/m-…`, `models:/name/1`. */
export function placeUri({ owner, path }: Place): string {
  if ('run_id' in owner) return formatModelUri({ kind: 'run', run_id: owner.run_id, path })
  if ('model_id' in owner) return formatModelUri({ kind: 'logged-model', model_id: owner.model_id, path })
  return join(formatModelUri({ kind: 'version', ...owner }), path)
}

/**
 * Where a version's files are, from any form of `source`: a run's folder and a logged model are found by `run_id` and
 * `model_id` of the version, however the source is written. Undefined if none of them says.
 */
export function placeOfSource(source: string, run_id = '', model_id = ''): Place | undefined {
  const uri = parseModelUri(source)
  if (uri?.kind === 'logged-model') return { owner: { model_id: uri.model_id }, path: uri.path }
  if (uri?.kind === 'run') return { owner: { run_id: uri.run_id }, path: uri.path }
  const unknown = model_id ? { owner: { model_id }, path: '' } : undefined
  if (uri?.kind !== 'proxied' && uri?.kind !== 'storage') return unknown
  const whole = uri.kind === 'proxied' ? `/${uri.path}` : uri.uri
  const logged = /\/models\/(m-[0-9a-f]{32})\/artifacts(?:\/(.*))?$/s.exec(whole)
  if (logged?.[1]) return { owner: { model_id: logged[1] }, path: trimSlashes(logged[2] ?? '') }
  // The server puts a run's files below <run_id>/artifacts, whatever comes before.
  const root = run_id ? `/${run_id}/artifacts` : ''
  const at = root ? whole.indexOf(root) : -1
  const rest = at < 0 ? undefined : whole.slice(at + root.length)
  return rest === '' || rest?.startsWith('/') ? { owner: { run_id }, path: trimSlashes(rest) } : unknown
}

/** Whether two owners and paths are the same files. */
export const samePlace = (a: Place, b: Place): boolean => placeUri(a) === placeUri(b)

/** The path of `name` in the folder `path`; `''` is the root. */
export const below = (path: string, name: string): string => (path && name ? `${path}/${name}` : path || name)

/** The folder of a file; '' is the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Appends `path` to `uri`. */
export const join = (uri: string, path: string): string => (path ? `${uri.replace(/\/+$/, '')}/${path}` : uri)

const trimSlashes = (path: string) => path.replace(/^\/+|\/+$/g, '')

/** The id of the logged model that a version is of; '' for none. */
export function loggedIdOf({
  source = '',
  run_id = '',
  model_id = '',
}: {
  source?: string | undefined
  run_id?: string | undefined
  model_id?: string | undefined
}): string {
  const owner = placeOfSource(source, run_id, model_id)?.owner
  return owner && 'model_id' in owner ? owner.model_id : model_id
}
