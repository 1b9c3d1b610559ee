import type { Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'

/** A run with a logged model and a plain file beside it. */
export async function seedModelRun(call: Call, url: string, experiment: string) {
  const { experiment_id } = await call('createExperiment', { name: experiment })
  const { run } = await call('createRun', { experiment_id, run_name: 'seeded', start_time: Date.now() })
  const { run_id } = run.info
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  const { model_id } = model.info
  await call('logOutputs', { run_id, models: [{ model_id }] })
  const put = (path: string, body: string) =>
    fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${path}`, { method: 'PUT', body })
  await put(`models/${model_id}/artifacts/MLmodel`, 'flavors:\n  sklearn:\n    sklearn_version: 1.9.1\n')
  await put(`${run_id}/artifacts/notes/a%20b.txt`, 'plain words')
  await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
  return { run_id, model_id }
}

/** Opens the dialog that registers a logged model, with a name filled in. */
export async function openRegisterDialog(page: Page, model_id: string, name: string) {
  await page.goto(`logged-models/${model_id}`)
  await page.getByRole('button', { name: 'Register model' }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Model name').fill(name)
  return dialog
}
