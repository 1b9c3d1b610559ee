import { openTestApp } from './app.ts'

export const root = 'mlflow-artifacts:/1/run1/artifacts'
export const modelRoot = 'mlflow-artifacts:/1/models/m-1/artifacts'

export type Fields = { source: string; run_id?: string; model_id?: string; tags?: { key: string; value: string }[] }
export type WithSources = Awaited<ReturnType<typeof openWithSources>>

/** A server with the runs run1 and run2, the run `local` outside of its store, run1's logged model m-1, and the model churn. */
export async function openWithSources() {
  const { call, db } = openTestApp()
  await db.write(() => {
    db.run(`INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
            VALUES (1, 'e', 'mlflow-artifacts:/1', 0, 0)`)
    for (const id of ['run1', 'run2', 'local']) {
      const uri = id === 'local' ? 'file:///data/runs/local' : `mlflow-artifacts:/1/${id}/artifacts`
      db.run(
        `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
         VALUES (?, 1, '', '', 'FINISHED', 0, ?)`,
        id,
        uri,
      )
    }
    db.run(
      `INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms,
         artifact_uri, status, model_type, source_run_id) VALUES ('m-1', 1, 'logged', 0, 0, ?, 2, '', 'run1')`,
      modelRoot,
    )
  })
  await call('createModel', { name: 'churn' })
  return {
    call,
    db,
    /** Registers a version; returns it. */
    register: async (fields: Fields, name = 'churn') =>
      (await call('createVersion', { name, ...fields })).model_version,
    /** The download URI of a version of churn. */
    uriOf: async (version: string) => (await call('getDownloadUri', { name: 'churn', version })).artifact_uri,
  }
}
