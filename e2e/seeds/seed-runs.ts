import type { Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'

type Seed = { parent?: string; metrics?: Record<string, number>; params?: Record<string, string>; running?: boolean }

/** A run that is newer than those seeded before it. */
export async function seedRun(
  call: Call,
  experiment_id: string,
  run_name: string,
  { parent, ...seed }: Seed = {},
): Promise<string> {
  const tags = parent ? [{ key: 'mlflow.parentRunId', value: parent }] : []
  const { run } = await call('createRun', { experiment_id, run_name, start_time: Date.now(), tags })
  const { run_id } = run.info
  const metrics = Object.entries(seed.metrics ?? {}).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }))
  const params = Object.entries(seed.params ?? {}).map(([key, value]) => ({ key, value }))
  await call('logBatch', { run_id, metrics, params })
  if (!seed.running) await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })
  return run_id
}

export const seedExperiment = async (call: Call, name: string): Promise<string> =>
  (await call('createExperiment', { name })).experiment_id

/** The table of an experiment's runs, its names, and its page. */
export const runsTable = (page: Page) => page.getByRole('table', { name: 'Runs' })
export const runNames = (page: Page) => runsTable(page).locator('tbody tr[data-index] td[data-pinned=true] a')
export const runsOf = (experimentId: string, search = '') => `experiments/${experimentId}/runs${search}`
