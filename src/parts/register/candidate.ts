import type { LoggedModel } from '#contract/logged-models.ts'
import { join, parseModelUri, type Place, placeOfSource, placeUri } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'

/** Something to register, and the arguments to create its version with. */
export type Candidate = {
  label: string
  /** The URI that clients load it by. */
  uri: string
  source: string
  run_id?: string
  model_id?: string
  /** Where its files are, if this server knows. */
  place?: Place
}

/** A logged model goes by its id, a folder in it by its storage location. */
export function ofModel({ info }: LoggedModel, path: string): Candidate {
  const place = { owner: { model_id: info.model_id }, path }
  const uri = placeUri(place)
  const source = path === '' ? uri : join(info.artifact_uri ?? '', path)
  const run = info.source_run_id ? { run_id: info.source_run_id } : {}
  return { label: join(info.name, path), uri, place, source, model_id: info.model_id, ...run }
}

export function ofRun({ info: { run_id, artifact_uri = '' } }: Run, path: string): Candidate {
  const place = { owner: { run_id }, path }
  return { label: path || 'all artifacts', uri: placeUri(place), place, source: join(artifact_uri, path), run_id }
}

/** Files by storage location. In this server's own store the URI tells the owner, which the server requires. */
export function ofStorage(source: string): Candidate {
  const isElsewhere = !/^(mlflow-artifacts:|file:|\/)/.test(source)
  const run_id = isElsewhere ? undefined : /\/([0-9a-f]{32})\/artifacts(\/|$)/.exec(source)?.[1]
  const place = isElsewhere ? undefined : placeOfSource(source, run_id)
  const owner = place?.owner
  return {
    label: source.replace(/\/+$/, '').replace(/^.*\//, ''),
    uri: source,
    source,
    ...(place && { place }),
    ...(owner && 'run_id' in owner && { run_id: owner.run_id }),
    ...(owner && 'model_id' in owner && { model_id: owner.model_id }),
  }
}

/** Why this text is not a URI to register, or undefined if it is. */
export function uriProblem(text: string): string | undefined {
  if (parseModelUri(text)) return undefined
  if (/^\s*models:\/[^/]*\/?\s*$/.test(text))
    return 'Say which version: models:/name/3, models:/name/Production or models:/name@alias.'
  return 'Not a model URI. Use runs:/<run id>/<path>, models:/<name>/<version>, or a file location such as s3://bucket/path.'
}
