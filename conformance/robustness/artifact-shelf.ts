import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, send, server } from './shelf.ts'

// Shared by the tests of files: a run, a logged model and a version with files, and a secret beside the artifacts.

export const proxy = '/api/2.0/mlflow-artifacts/artifacts'
export const SECRET = 'outside-secret'
export const bytes = { 'Content-Type': 'application/octet-stream' }
writeFileSync(join(server.data, 'secret.txt'), SECRET)

export async function madeRun() {
  const { run_id, artifact_uri = '' } = (await call('createRun', { experiment_id: '0' })).run.info
  return { run_id, artifact_uri }
}
export const { run_id: run, artifact_uri: uri } = await madeRun()
export const loggedModel = (await call('createLoggedModel', { experiment_id: '0', name: 'files' })).model.info.model_id
await call('createModel', { name: 'm' })
await call('createVersion', { name: 'm', source: `${uri}/dir`, run_id: run })

/** Stores a file of the run through the artifact proxy; `path` is not yet encoded. */
export const put = (path: string, body: string | Uint8Array) =>
  send('PUT', `${proxy}/0/${run}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`, {
    body,
    headers: bytes,
  })

/** Every route that serves bytes, for the same file of a run, a version and a logged model. */
export async function putEverywhere(name: string, body: string) {
  await put(`dir/${name}`, body)
  await send('PUT', `${proxy}/0/models/${loggedModel}/artifacts/${encodeURIComponent(name)}`, { body, headers: bytes })
}
export const downloads = (name: string): string[] => [
  `${proxy}/0/${run}/artifacts/dir/${encodeURIComponent(name)}`,
  `/ajax-api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/dir/${encodeURIComponent(name)}`,
  `/get-artifact?run_id=${run}&path=${encodeURIComponent(`dir/${name}`)}`,
  `/model-versions/get-artifact?name=m&version=1&path=${encodeURIComponent(name)}`,
  `/ajax-api/2.0/mlflow/logged-models/${loggedModel}/artifacts/files?artifact_file_path=${encodeURIComponent(name)}`,
]

await put('kept.txt', 'kept')
export const kept = async () => (await send('GET', `${proxy}/0/${run}/artifacts/kept.txt`)).text
