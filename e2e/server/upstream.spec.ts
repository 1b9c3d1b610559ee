import { readFileSync } from 'node:fs'
import { type Call, createClient } from '#contract/client.ts'
import { openArtifact } from '../artifacts/artifact-files.ts'
import { expect, mlflow2, only, test } from '../fixtures.ts'
import { askToMove, confirmMove } from '../reviews/move-to.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startServer } from '../../testbed/server.ts'
import { openTap } from '../../testbed/tap.ts'

// The same app in front of a real MLflow server: its data comes from that server, and it survives its absence.

const realOne = only('upstream', 'there must be a real MLflow server behind the app')

const bothReal = { ...realOne, tag: [realOne.tag, mlflow2] }
test('shows data requested from the real server', bothReal, async ({ page, call, server, unique }) => {
  const { runId } = await seed(call, server.url, unique('asked'))
  await page.goto(`runs/${runId}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('seeded')
  const lines = readFileSync(server.log ?? '', 'utf8').split('\n')
  expect(lines.filter((line) => line.includes(`/runs/get?run_id=${runId}`))).not.toEqual([])
})

test.describe('while the real server is away', () => {
  test.use({ allowedStatuses: [429, 502, 503] })

  test(
    'loses nothing, and completes a move to Production without a reload',
    realOne,
    async ({ page, server, unique }) => {
      // A door to the project's MLflow server: while it is closed, connections are cut off and refused.
      const { port: target, env } = server.mlflow! // there is one in front of MLflow
      const port = await freePort()
      let door = await openTap(target, [], port)
      const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}`, ...env })
      try {
        const call = createClient(shelf.url, fetch)
        const { runId } = await seed(call, shelf.url, unique('away'))
        const name = unique('Survivor')
        await page.goto(`${shelf.url}runs/${runId}/artifacts`)
        let loads = 0
        page.on('load', () => loads++)
        await openArtifact(page, /^model/)
        await page.getByRole('button', { name: 'Register model' }).last().click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('Model name').fill(name)
        await page.getByRole('option', { name: `Create new model "${name}"` }).click()

        await door.close()
        const register = dialog.getByRole('button', { name: 'Register', exact: true })
        await register.click()
        await expect(dialog.getByText('The MLflow server cannot be reached')).toBeVisible()
        await expect(dialog.getByLabel('Model name')).toHaveValue(name)
        await expect(page.getByRole('treeitem', { name: /^model/, includeHidden: true })).toBeVisible()
        door = await openTap(target, [], port)
        await register.click()
        await expect(dialog).toBeHidden()

        await page
          .getByRole('main')
          .getByRole('link', { name: `${name} version 1` })
          .click()
        const stage = page.getByRole('button', { name: 'Stage' })
        await expect(stage).toContainText('None')
        const moving = await askToMove(page, 'Production')
        await moving.getByLabel('Reason').fill('Better in the rain.')
        await expect(moving.getByRole('button', { name: 'Move to Production' })).toBeEnabled() // it has read what it asks about
        await door.close()
        await confirmMove(moving)
        await expect(moving.getByRole('alert').filter({ hasText: /^The MLflow server/ })).toBeVisible()
        await expect(moving.getByLabel('Reason')).toHaveValue('Better in the rain.')
        door = await openTap(target, [], port)
        await confirmMove(moving)
        await expect(stage).toContainText('Production')
        const stored = async () => (await call('getVersion', { name, version: '1' })).model_version.current_stage
        await expect.poll(stored).toBe('Production')
        expect(loads).toBe(0)
      } finally {
        await shelf.stop()
        await door.close()
      }
    },
  )
})

/** A run with a model folder among its artifacts. */
async function seed(call: Call, url: string, experiment: string) {
  const { experiment_id } = await call('createExperiment', { name: experiment })
  const { run } = await call('createRun', { experiment_id, run_name: 'seeded', start_time: Date.now() })
  const runId = run.info.run_id
  const file = `${url}api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${runId}/artifacts/model/MLmodel`
  await fetch(file, { method: 'PUT', body: 'flavors:\n  sklearn:\n    sklearn_version: 1.9.1\n' })
  return { runId }
}
