import type { Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { parseJson } from '#contract/python-json.ts'
import type { Db } from '../../db.ts'
import { spacedJson } from '../../python-text.ts'
import { checkDataset, logDataset } from './datasets.ts'
import { checkRunId } from '../names.ts'
import { checkActive } from './runs.ts'

const HISTORY = 'mlflow.log-model.history'

/** Records the input datasets and logged models of a run. Can be repeated; model ids are not checked. */
export function logInputs(db: Db, input: Checked<'logInputs'>): void {
  const { run_id: runId, datasets = [], models = [] } = input
  checkRunId(runId)
  for (const dataset of datasets) checkDataset(dataset)
  const experimentId = checkActive(db, runId)
  for (const dataset of datasets) logDataset(db, runId, experimentId, dataset)
  for (const { model_id } of models)
    db.run('INSERT OR IGNORE INTO model_inputs (run_id, model_id) VALUES (?, ?)', runId, model_id)
}

/** Records the output models of a run. Unlike in MLflow this can be repeated (docs/rest-contract.md §12.8). */
export function logOutputs(db: Db, { run_id: runId, models }: Checked<'logOutputs'>): void {
  checkActive(db, runId)
  for (const { model_id, step } of models)
    db.run(
      `INSERT INTO model_outputs (run_id, model_id, step) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET step = excluded.step`,
      runId,
      model_id,
      step,
    )
}

/** Appends a model to the run's tag; 1.x and 2.x clients call this after uploading one (docs/rest-contract.md §3 log-model). */
export function logModel(db: Db, { run_id: runId, model_json }: Checked<'logModel'>): void {
  const model = parsed(model_json)
  if (!model) throw invalid(`Malformed model info. \n ${model_json} \n is not a valid JSON.`)
  const lacking = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'].filter(
    (field) => !Object.hasOwn(model, field),
  )
  if (lacking.length > 0)
    throw invalid(`Model json is missing mandatory fields: {${lacking.map((field) => `'${field}'`).join(', ')}}`)
  checkActive(db, runId)
  const { run_id, artifact_path, utc_time_created, model_uuid, flavors } = model
  const entry = {
    run_id,
    artifact_path,
    utc_time_created,
    model_uuid: model_uuid ?? null,
    flavors: withoutConfig(flavors),
  }
  const before = db.get<{ value: string }>(
    'SELECT value FROM tags WHERE run_id = ? AND key = ? AND weigh(octet_length(value))',
    runId,
    HISTORY,
  )
  const list: unknown = before && parsed(before.value)
  // If somebody wrote something else into the tag, start a new list.
  const value = spacedJson([...(Array.isArray(list) ? list : []), entry])
  db.run(
    `INSERT INTO tags (run_id, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
    runId,
    HISTORY,
    value,
  )
}

/** Flavors without their `config`, which can be large and which MLflow leaves out of the tag. */
function withoutConfig(flavors: unknown): unknown {
  if (!isObject(flavors)) return {}
  return Object.fromEntries(
    Object.entries(flavors).map(([name, flavor]) => {
      if (!isObject(flavor)) return [name, flavor]
      const { config: _, ...rest } = flavor
      return [name, rest]
    }),
  )
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(json)
    return isObject(value) ? value : undefined
  } catch {
    return undefined // the caller writes the message
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
