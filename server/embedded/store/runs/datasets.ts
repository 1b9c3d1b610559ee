import { invalid } from '#contract/errors.ts'
import type { Checked, Output } from '#contract/endpoints.ts'
import type { Db } from '../../db.ts'
import { experimentIdsOf } from '../experiments/experiment-rows.ts'
import { checkLength } from '../names.ts'

type DatasetInput = NonNullable<Checked<'logInputs'>['datasets']>[number]
type Summaries = NonNullable<Output<'searchDatasets'>['dataset_summaries']>

/** Throws INVALID_PARAMETER_VALUE for values too long for MLflow's columns (docs/rest-contract.md §1.3). */
export function checkDataset({ dataset, tags = [] }: DatasetInput): void {
  checkLength(dataset.name, 500, 'name')
  checkLength(dataset.digest, 36, 'digest')
  checkLength(dataset.source_type, 500, 'source_type')
  checkLength(dataset.source, 65_535, 'source')
  checkLength(dataset.schema ?? '', 1_048_575, 'schema')
  checkLength(dataset.profile ?? '', 16_777_215, 'profile')
  for (const { key, value } of tags) {
    checkLength(key, 255, 'key')
    checkLength(value, 500, 'value')
  }
}

/** Records that a run used a dataset. Within an experiment, name and digest identify it; what was logged first stays. */
export function logDataset(db: Db, runId: string, experimentId: number, { dataset, tags = [] }: DatasetInput): void {
  db.run(
    `INSERT OR IGNORE INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    experimentId,
    dataset.name,
    dataset.digest,
    dataset.source_type,
    dataset.source,
    // As in MLflow, an empty one counts as none.
    dataset.schema || null,
    dataset.profile || null,
  )
  db.run(
    `INSERT OR IGNORE INTO dataset_inputs (run_id, dataset_id, tags)
     SELECT ?, dataset_id, ? FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?`,
    runId,
    JSON.stringify(tags.map(({ key, value }) => ({ key, value }))),
    experimentId,
    dataset.name,
    dataset.digest,
  )
}

/** Lists the datasets that runs of up to 20 experiments used, at most 1,000; `context` comes from MLflow's tag. */
export function searchDatasets(db: Db, experimentIds: string[]): Summaries {
  if (experimentIds.length === 0) throw invalid('SearchDatasets request must specify at least one experiment_id.')
  if (experimentIds.length > 20)
    throw invalid(
      `SearchDatasets request cannot specify more than 20 experiment_ids. Received ${experimentIds.length} experiment_ids.`,
    )
  const rows = db.all<{ experiment_id: string; name: string; digest: string; context: string | null }>(
    `SELECT DISTINCT CAST(d.experiment_id AS TEXT) AS experiment_id, d.name, d.digest,
       (SELECT value ->> 'value' FROM json_each(i.tags) WHERE value ->> 'key' = 'mlflow.data.context') AS context
     FROM datasets d JOIN dataset_inputs i USING (dataset_id)
     WHERE d.experiment_id IN (SELECT value FROM json_each(?))
     ORDER BY d.experiment_id, d.name, d.digest, context LIMIT 1000`,
    JSON.stringify(experimentIdsOf(experimentIds)),
  )
  return rows.map(({ context, ...summary }) => (context === null ? summary : { ...summary, context }))
}
