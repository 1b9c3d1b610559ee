import type { Call } from '#contract/client.ts'

/** What a version of the comparison has. */
export type VersionSeed = {
  metrics?: Record<string, number>
  params?: Record<string, string>
  tags?: Record<string, string>
  /** Paths below the model's folder, with their contents. */
  files?: Record<string, string | Uint8Array<ArrayBuffer>>
  datasets?: { name: string; digest: string; schema?: string; profile?: string }[]
  description?: string
}

const pairs = (of: Record<string, string> = {}) => Object.entries(of).map(([key, value]) => ({ key, value }))

/** Registers the next version of a model from a run of its own, whose folder `model` has the files; returns the run's id. */
export async function seedVersion(call: Call, url: string, name: string, seed: VersionSeed): Promise<string> {
  const { run } = await call('createRun', { experiment_id: '0', start_time: Date.now() })
  const { run_id, artifact_uri = '' } = run.info
  const metrics = Object.entries(seed.metrics ?? {}).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }))
  const params = pairs(seed.params)
  for (let at = 0; at < params.length || at === 0; at += 100)
    await call('logBatch', {
      run_id,
      params: params.slice(at, at + 100),
      ...(at === 0 && { metrics, tags: pairs(seed.tags) }),
    })
  if (seed.datasets)
    await call('logInputs', {
      run_id,
      datasets: seed.datasets.map((dataset) => ({ dataset: { source_type: 'local', source: '/data', ...dataset } })),
    })
  const stored = `${artifact_uri.replace(/^mlflow-artifacts:\/+/, '')}/model`
  for (const [path, body] of Object.entries(seed.files ?? {})) {
    const encoded = `${stored}/${path}`.split('/').map(encodeURIComponent).join('/')
    await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${encoded}`, { method: 'PUT', body })
  }
  await call('createVersion', {
    name,
    source: `${artifact_uri}/model`,
    run_id,
    ...(seed.description && { description: seed.description }),
  })
  return run_id
}
