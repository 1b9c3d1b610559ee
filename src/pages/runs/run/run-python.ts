import type { Run } from '#contract/runs.ts'

type May = { edit: boolean; register: boolean }

/** What one may do with a run, in Python. */
export function runPython(
  { info: { run_id, run_name = '', lifecycle_stage } }: Run,
  may: May,
): { label: string; code: string }[] {
  const id = text(run_id)
  const reading = {
    label: 'Read run',
    code: `run = mlflow.get_run(${id})\nrun.data.params, run.data.metrics, run.data.tags`,
  }
  if (lifecycle_stage === 'deleted')
    return may.edit ? [{ label: 'Restore run', code: client(`restore_run(${id})`) }] : [reading]
  const editing = [
    { label: 'Log more metrics', code: `with mlflow.start_run(run_id=${id}):\n    mlflow.log_metric("rmse", 0.5)` },
    { label: 'Rename run', code: client(`update_run(${id}, name=${text(run_name || 'name')})`) },
    { label: 'Set a tag', code: client(`set_tag(${id}, "key", "value")`) },
    { label: 'Set description', code: client(`set_tag(${id}, "mlflow.note.content", "Markdown")`) },
  ]
  const registering = {
    label: 'Register model',
    code: `mlflow.register_model(${text(`runs:/${run_id}/model`)}, "name")`,
  }
  return [
    reading,
    ...(may.edit ? editing : []),
    ...(may.register ? [registering] : []),
    { label: 'Download files', code: `mlflow.artifacts.download_artifacts(${text(`runs:/${run_id}/`)})` },
    ...(may.edit ? [{ label: 'Delete run', code: client(`delete_run(${id})`) }] : []),
  ]
}

/** A Python string literal: JSON's escapes are valid Python. */
const text = (value: string) => JSON.stringify(value)

const client = (call: string) => `client = mlflow.MlflowClient()\nclient.${call}`
