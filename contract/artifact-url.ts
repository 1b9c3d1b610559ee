// In a file of its own, so that pages need not load schemas.

/** The owner of files: a run, a logged model or a model version (docs/rest-contract.md §7.3). */
export type ArtifactOwner = { run_id: string } | { model_id: string } | { name: string; version: string }

/** The URL of one artifact's bytes, relative to the server's base. Keeps every character of `path`. */
export function artifactUrl(owner: ArtifactOwner, path: string): string {
  if ('run_id' in owner) return `get-artifact?${new URLSearchParams({ run_id: owner.run_id, path })}`
  if ('model_id' in owner)
    return `ajax-api/2.0/mlflow/logged-models/${encodeURIComponent(owner.model_id)}/artifacts/files?${new URLSearchParams({ artifact_file_path: path })}`
  const { name, version } = owner // `owner` may be a whole model version; nothing else of it belongs in the query
  return `model-versions/get-artifact?${new URLSearchParams({ name, version, path })}`
}
