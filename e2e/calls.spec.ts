import type { Page } from '@playwright/test'
import { createClient } from '#contract/client.ts'
import { startServer } from '../testbed/server.ts'
import { expect, only, test } from './fixtures.ts'
import { askToMove, confirmMove } from './move-to.ts'
import { seedModelRun } from './register-dialog.ts'

// In front of MLflow, each call costs up to half a second (basic-auth hashes a password for each).

test(
  'registering, moving and describing a version take few calls',
  only('embedded', 'starts servers of its own'),
  async ({ page, unique }) => {
    const backend = await startServer()
    const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: backend.url })
    const call = createClient(backend.url, (url, init) => fetch(url, init))
    const { model_id, run_id } = await seedModelRun(call, backend.url, unique('e'))
    await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() }) // a running one is asked for again and again
    const calls = watchCalls(page)
    const name = unique('few')

    await page.goto(`${shelf.url}logged-models/${model_id}`, { waitUntil: 'networkidle' })
    calls.take()
    await page.getByRole('button', { name: 'Register model' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model name').fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await dialog.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(dialog).toBeHidden() // closes after the last answer
    expect(calls.take()).toEqual([
      'GET model-versions/search', // the versions registered from this run, which the page lists
      'GET registered-models/search', // all models to choose from, then those of the typed name
      'GET registered-models/search',
      'POST model-versions/create',
      'POST registered-models/create',
    ])

    await page.goto(`${shelf.url}models/${encodeURIComponent(name)}/versions/1`, { waitUntil: 'networkidle' })
    calls.take()
    const move = await askToMove(page, 'Staging')
    await expect(move).toContainText('No version is in Staging now.')
    expect(calls.take()).toEqual(['GET model-versions/search', 'GET registered-models/get'])
    await confirmMove(move)
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    await expect(move).toBeHidden()
    expect(calls.take()).toEqual(['GET model-versions/get', 'POST model-versions/transition-stage'])

    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Predicts fares.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
    await expect(page.getByText('Predicts fares.')).toBeVisible()
    expect(calls.take()).toEqual(['GET model-versions/get', 'PATCH model-versions/update'])
    await page.close()
    await shelf.stop()
    await backend.stop()
  },
)

/** The calls of a page's API, sorted, as `GET runs/get`. */
function watchCalls(page: Page) {
  let calls: string[] = []
  page.on('request', (request) => {
    const path = /\/mlflow\/([^?]+)/.exec(request.url())?.[1]
    if (path) calls.push(`${request.method()} ${path}`)
  })
  return {
    take() {
      const taken = calls.toSorted()
      calls = []
      return taken
    },
  }
}
