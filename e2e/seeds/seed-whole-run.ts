import type { Call } from '#contract/client.ts'

type Seed = { call: Call; url: string; name: string }

/** A run with a little of everything, a child, and a logged model whose version 1 is in Production. */
export async function seedWholeRun({ call, url, name }: Seed) {
  const { experiment_id } = await call('createExperiment', { name })
  const start_time = Date.now() - 3_600_000
  const tags = [
    { key: 'mlflow.user', value: 'ines' },
    { key: 'mlflow.source.name', value: '/home/ines/taxi/train.py' },
    { key: 'mlflow.source.git.commit', value: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567' },
    { key: 'team', value: 'rides' },
  ]
  const { run } = await call('createRun', { experiment_id, run_name: name, start_time, tags })
  const { run_id } = run.info
  await call('logBatch', {
    run_id,
    metrics: [
      { key: 'rmse', value: 7, timestamp: start_time, step: 1 },
      { key: 'rmse', value: 3.25, timestamp: start_time + 1000, step: 2 },
    ],
    params: Array.from({ length: 40 }, (_, n) => ({ key: `layer_${n}/size`, value: String(n) })),
  })
  const dataset = { name: 'yellow-taxi', digest: 'a1b2c3d4', source_type: 'http', source: '{"url": "https://x/t.csv"}' }
  await call('logInputs', {
    run_id,
    datasets: [{ dataset, tags: [{ key: 'mlflow.data.context', value: 'training' }] }],
  })
  await call('createRun', {
    experiment_id,
    run_name: `${name} child`,
    start_time,
    tags: [{ key: 'mlflow.parentRunId', value: run_id }],
  })
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  const { model_id } = model.info
  await call('logOutputs', { run_id, models: [{ model_id }] })
  const place = `${experiment_id}/models/${model_id}/artifacts/MLmodel`
  const body = 'flavors:\n  sklearn:\n    sklearn_version: 1.9.1\n'
  await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${place}`, { method: 'PUT', body })
  await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
  await call('createModel', { name })
  await call('createVersion', { name, source: `models:/${model_id}`, model_id, run_id })
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  await call('updateRun', { run_id, status: 'FINISHED', end_time: start_time + 90_000 })
  return { run_id, experiment_id, model_id }
}
