import type { Db } from '../../db.ts'
import { samplePlace } from './sample-tables.ts'

/**
 * Names people's work that would be lost or broken without the sample project. Does not count what they deleted
 * themselves, nor changes to the sample's own rows.
 */
export function workOnSample(db: Db): string[] {
  const versions = db.all<{ name: string; version: number }>(
    `SELECT name, version FROM model_versions
     WHERE (name, version) NOT IN (SELECT name, version FROM sample_versions)
       AND (name IN (SELECT name FROM sample_models) OR run_id IN (SELECT run_id FROM sample_runs)
            OR storage_location LIKE ?)
     ORDER BY name, version`,
    `mlflow-artifacts:/${samplePlace}/%`,
  )
  const runs = db.all<{ name: string }>(
    `SELECT run_name AS name FROM runs
     WHERE lifecycle_stage = 'active' AND run_id NOT IN (SELECT run_id FROM sample_runs)
       AND (experiment_id IN (SELECT experiment_id FROM sample_experiments)
            OR run_id IN (SELECT run_id FROM tags
                          WHERE key = 'mlflow.parentRunId' AND value IN (SELECT run_id FROM sample_runs))
            OR run_id IN (SELECT run_id FROM model_inputs WHERE model_id IN (SELECT model_id FROM sample_logged_models))
            OR run_id IN (SELECT run_id FROM model_outputs WHERE model_id IN (SELECT model_id FROM sample_logged_models)))
     ORDER BY start_time`,
  )
  const models = db.all<{ name: string }>(
    `SELECT name FROM logged_models
     WHERE lifecycle_stage = 'active' AND model_id NOT IN (SELECT model_id FROM sample_logged_models)
       AND (experiment_id IN (SELECT experiment_id FROM sample_experiments)
            OR source_run_id IN (SELECT run_id FROM sample_runs))
     ORDER BY creation_timestamp_ms`,
  )
  return [
    ...versions.map(({ name, version }) => `version ${version} of “${name}”`),
    ...runs.map(({ name }) => `run “${name}”`),
    ...models.map(({ name }) => `logged model “${name}”`),
  ]
}

/** The folders in the artifact store whose owners, in the sample's experiments, were deleted. */
export function deletedFolders(db: Db): string[] {
  const deleted = (table: string) =>
    db.all<{ artifact_uri: string }>(
      `SELECT artifact_uri FROM ${table}
       WHERE lifecycle_stage = 'deleted' AND experiment_id IN (SELECT experiment_id FROM sample_experiments)`,
    )
  return [...deleted('runs'), ...deleted('logged_models')].map(({ artifact_uri }) =>
    artifact_uri.replace(/^mlflow-artifacts:\//, ''),
  )
}
