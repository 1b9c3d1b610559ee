import type { Call } from '#contract/client.ts'

type Body = string | Uint8Array<ArrayBuffer>

/** Creates a run with these files as artifacts, uploaded as the Python client does. */
export async function seedRun(
  call: Call,
  url: string,
  name: string,
  files: Readonly<Record<string, Body>>,
): Promise<{ run_id: string; experiment_id: string; artifact_uri: string }> {
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: 'with files', start_time: Date.now() })
  const { run_id, artifact_uri = '' } = run.info
  const folder = folderOf(artifact_uri)
  const left = Object.entries(files)
  const put = async () => {
    for (let next = left.shift(); next; next = left.shift()) await putArtifact(url, `${folder}/${next[0]}`, next[1])
  }
  await Promise.all(Array.from({ length: 8 }, put))
  return { run_id, experiment_id, artifact_uri }
}

/** The path in the artifact proxy of an `mlflow-artifacts:` URI. */
export const folderOf = (artifact_uri: string): string => artifact_uri.replace(/^mlflow-artifacts:\/+/, '')

/** Uploads one file through the artifact proxy; `path` is below its root and not yet encoded. */
export async function putArtifact(url: string, path: string, body: Body): Promise<void> {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const answer = await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${encoded}`, { method: 'PUT', body })
  if (!answer.ok) throw new Error(`${path} was not stored: ${answer.status} ${await answer.text()}`)
}
