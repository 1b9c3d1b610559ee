import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMlflow } from '../../../testbed/mlflow.ts'
import { startServer } from '../../../testbed/server.ts'
import { filterWorld } from '../worlds/filter-world.ts'
import { exchange, type Pair, requestOf } from './pair.ts'
import { makeSubject } from './run-plan.ts'
import { sideAt } from './side.ts'

/** Starts a real MLflow server with this Python and one of ours, and creates the rows of filter-world.ts in both. */
export async function startPair(python: string): Promise<{ pair: Pair; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'mlflow-'))
  const ours = await startServer()
  const real = await startMlflow({ python, version: '3', folder }).catch(async (error: unknown) => {
    await ours.stop()
    throw error
  })
  const pair = { real: sideAt(`${real.url}/`), ours: sideAt(ours.url) }
  const stop = async () => {
    await Promise.all([ours.stop(), real.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await exchange(pair, requestOf('createModel', { name: 'taken' }))
    await makeSubject(pair, filterWorld)
    return { pair, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
