import type { Call } from '#contract/client.ts'

const mlmodel = `flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    python_version: 3.11.7
  sklearn: {sklearn_version: 1.9.1}
model_size_bytes: 8408
signature:
  inputs: '[{"type": "double", "name": "distance", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'
  params: '[{"name": "threshold", "default": 0.5, "shape": null, "type": "double"}]'
`

/** A run with metrics, a dataset and a commit, its logged model, and version 1 of a registered model from that. */
export async function seedModel(call: Call, url: string, unique: (word: string) => string) {
  const experiment = unique('experiment')
  const name = unique('model')
  const { experiment_id } = await call('createExperiment', { name: experiment })
  const { run } = await call('createRun', { experiment_id, run_name: 'seeded', start_time: Date.now() })
  const { run_id } = run.info
  const metrics = [{ key: 'rmse', value: 5.25, timestamp: Date.now(), step: 0 }]
  const tags = [{ key: 'mlflow.source.git.commit', value: '4f1c2d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e' }]
  await call('logBatch', { run_id, metrics, params: [{ key: 'depth', value: '3' }], tags })
  const dataset = { name: 'taxi-2026', digest: 'ab12', source_type: 'local', source: '/data' }
  await call('logInputs', { run_id, datasets: [{ dataset, tags: [] }] })
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  const { model_id } = model.info
  await call('logOutputs', { run_id, models: [{ model_id }] })
  for (const [file, body] of [
    ['MLmodel', mlmodel],
    ['requirements.txt', 'mlflow==3.17.2\nscikit-learn==1.9.1\n'],
  ] as const) {
    const path = `${experiment_id}/models/${model_id}/artifacts/${file}`
    await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${path}`, { method: 'PUT', body })
  }
  await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
  await call('createModel', { name })
  await call('createVersion', { name, source: `models:/${model_id}`, model_id, run_id })
  return { name, experiment, run_id, model_id }
}
