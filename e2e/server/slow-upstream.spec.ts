import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '#contract/client.ts'
import { seedRun } from '../../testbed/artifacts.ts'
import { openFakeUpstream } from '../../testbed/fake-upstream.ts'
import { expect, only, test } from '../fixtures.ts'
import { startServer } from '../../testbed/server.ts'

// docs/robustness.md P05: answers that take several times as long as a client may be silent. Chromium and MLflow's clients
// send a POST again if its connection closes without an answer.
const IDLE_S = 1
const SLOW_MS = 4_000
const slow = /\/(model-versions\/create|get-artifact)$/
const hold = ({ path }: { path: string }) => (slow.test(path) ? delay(SLOW_MS) : undefined)

test(
  'P05 creates a version once if MLflow answers late, and shows a file that comes as late',
  only('embedded', 'starts servers of its own'),
  async ({ page, context, unique }) => {
    const backend = await startServer()
    const fake = await openFakeUpstream(backend.url, () => undefined, { hold })
    const shelf = await startServer(undefined, {
      MLFLOW_TRACKING_URI: fake.url,
      MODELSHELF_IDLE_TIMEOUT: `${IDLE_S}`,
    })
    const call = createClient(backend.url, (url, init) => fetch(url, init))
    const [name, byClient] = [unique('slow'), unique('by a client')]
    await call('createModel', { name: byClient })
    const run = await seedRun(call, backend.url, unique('e'), { 'model/notes.txt': 'first byte late' })

    const file = await context.newPage()
    await file.goto(`${shelf.url}runs/${run.run_id}/artifacts/model/notes.txt`)
    const client = createClient(shelf.url, (url, init) => fetch(url, init))
    const source = `${run.artifact_uri}/model`
    const created = client('createVersion', { name: byClient, source, run_id: run.run_id })

    await page.goto(`${shelf.url}runs/${run.run_id}/artifacts/model`)
    await page.getByRole('button', { name: 'Register model' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model name').fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await dialog.getByRole('button', { name: 'Register', exact: true }).click()

    await expect(dialog).toBeHidden()
    expect((await created).model_version.version).toBe('1')
    await expect(file.getByText('first byte late')).toBeVisible()
    for (const filter of [`name = '${name}'`, `name = '${byClient}'`])
      expect((await call('searchVersions', { filter })).model_versions).toHaveLength(1)
    for (const open of [page, file]) await open.close()
    await shelf.stop()
    await fake.close()
    await backend.stop()
  },
)
