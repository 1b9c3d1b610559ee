import { openTestApp, type TestApp } from './app.ts'

/** The real app with run `r1`, its logged model `m-1`, and version 1 of model `churn` from that logged model. */
export async function openArtifactApp(): Promise<
  TestApp & { put(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> }
> {
  const test = openTestApp()
  const { app, db, call } = test
  await db.write(() => {
    db.run(`INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
            VALUES (1, 'e', 'mlflow-artifacts:/1', 0, 0)`)
    for (const [id, uri] of [
      ['r1', 'mlflow-artifacts:/1/r1/artifacts'],
      ['far', 's3://bucket/1/far/artifacts'],
      ['host', 'mlflow-artifacts://elsewhere:5000/1/host/artifacts'],
    ] as const)
      db.run(
        `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
         VALUES (?, 1, '', '', 'FINISHED', 0, ?)`,
        id,
        uri,
      )
    db.run(`INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms,
              artifact_uri, status, model_type, source_run_id)
            VALUES ('m-1', 1, 'model', 0, 0, 'mlflow-artifacts:/1/models/m-1/artifacts', 2, '', 'r1')`)
  })
  await call('createModel', { name: 'churn' })
  await call('createVersion', { name: 'churn', source: 'models:/m-1', model_id: 'm-1' })
  return {
    ...test,
    /** Stores a file through the proxy; encodes `path` segment by segment. */
    async put(path, body) {
      const response = await app.request(proxy(path), { method: 'PUT', body })
      if (!response.ok) throw new Error(await response.text())
    },
  }
}

/** The proxy URL of any path. */
export const proxy = (path: string) =>
  `/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`

/** The three routes that serve a file of run `r1` or of its model; their folders are `runFolder` and `modelFolder`. */
export const downloads = {
  run: (path: string) => `/get-artifact?${new URLSearchParams({ run_id: 'r1', path })}`,
  version: (path: string) =>
    `/model-versions/get-artifact?${new URLSearchParams({ name: 'churn', version: '1', path })}`,
  'logged model': (path: string) =>
    `/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?${new URLSearchParams({ artifact_file_path: path })}`,
}
export const runFolder = '1/r1/artifacts'
export const modelFolder = '1/models/m-1/artifacts'
