import type { LoggedModel } from '#contract/logged-models.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import { formatModelUri } from '#contract/model-uri.ts'
import { loadingCall } from '../../domain/model-flavors.ts'

/** What one may do with a logged model, in Python. JSON strings are valid Python. */
export function loggedModelPython(
  { info: { model_id } }: LoggedModel,
  file: MlModel | undefined,
  may: { edit: boolean; register: boolean },
): { label: string; code: string }[] {
  const id = JSON.stringify(model_id)
  const address = formatModelUri({ kind: 'logged-model', model_id, path: '' })
  const uri = JSON.stringify(address)
  // Which loader works, the MLmodel file says.
  const load = file && loadingCall(file, address)
  return [
    ...(load ? [{ label: 'Load model', code: `model = ${load}` }] : []),
    ...(may.register ? [{ label: 'Register model', code: `mlflow.register_model(${uri}, "name")` }] : []),
    {
      label: 'Read logged model',
      code: `model = mlflow.get_logged_model(${id})\nmodel.params, model.metrics, model.tags`,
    },
    ...(may.edit ? [{ label: 'Set tags', code: `mlflow.set_logged_model_tags(${id}, {"key": "value"})` }] : []),
    { label: 'Download files', code: `mlflow.artifacts.download_artifacts(${uri})` },
    ...(may.edit ? [{ label: 'Delete logged model', code: `mlflow.MlflowClient().delete_logged_model(${id})` }] : []),
  ]
}
