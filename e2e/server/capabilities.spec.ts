import { createClient } from '#contract/client.ts'
import { openFakeUpstream, unknownCall } from '../../testbed/fake-upstream.ts'
import { expect, only, test } from '../fixtures.ts'
import { startServer } from '../../testbed/server.ts'

// Pages say what the server behind lacks, and none breaks because of it.

const lacking = {
  'Logged models': /\/logged-models(\/|$)/,
  Stages: /\/(get-latest-versions|transition-stage)$/,
  Aliases: /\/registered-models\/alias$/,
  'Artifacts through the server': /\/mlflow-artifacts\//,
}

const here = only('embedded', 'starts servers of its own')

for (const [name, calls] of Object.entries(lacking))
  test.describe(`without ${name}`, () => {
    test.use({ allowedStatuses: [404] })

    test('the settings say so and every page works', here, async ({ page, unique }) => {
      const backend = await startServer()
      const fake = await openFakeUpstream(backend.url, ({ path }) => (calls.test(path) ? unknownCall : undefined))
      const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: fake.url })
      const call = createClient(backend.url, (url, init) => fetch(url, init))
      const model = unique('lacking')
      const { run } = await call('createRun', { experiment_id: '0', run_name: model, start_time: Date.now() })
      await call('createModel', { name: model })
      await call('createVersion', { name: model, source: 's3://bucket/x' })

      await page.goto(`${shelf.url}settings`)
      await expect(page.getByRole('listitem', { name: `${name}: no` })).toBeVisible()
      const path = `models/${encodeURIComponent(model)}`
      for (const at of [path, `${path}/versions/1`, `runs/${run.info.run_id}`, `runs/${run.info.run_id}/artifacts`]) {
        await page.goto(shelf.url + at, { waitUntil: 'networkidle' })
        await expect(page.getByRole('heading', { level: 1 })).toContainText(/lacking|Version/)
        await expect(page.getByText('This page could not be shown')).toBeHidden()
        // Pages offer only what the server accepts.
        const offers = (control: RegExp) => expect(page.getByRole('button', { name: control }))
        if (at.endsWith('/versions/1')) await offers(/^Stage/).toHaveCount(name === 'Stages' ? 0 : 1)
        if (at.startsWith('models/')) await offers(/Add alias/).toHaveCount(name === 'Aliases' ? 0 : 1)
      }
      await page.close()
      await shelf.stop()
      await fake.close()
      await backend.stop()
    })
  })

test.describe('at an address without MLflow', () => {
  test.use({ allowedStatuses: [404] })

  test('every page names the address, and what answers there', here, async ({ page }) => {
    const fake = await openFakeUpstream('', () => unknownCall)
    const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: `${fake.url}/ml` })
    for (const at of ['models', 'experiments', 'settings']) {
      await page.goto(shelf.url + at)
      await expect(page.getByRole('status').filter({ hasText: `${fake.url}/ml` })).toContainText('a web page (404)')
    }
    await page.close()
    await shelf.stop()
    await fake.close()
  })
})
