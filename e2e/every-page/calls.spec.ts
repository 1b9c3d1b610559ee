import type { Page } from '@playwright/test'
import { expect, only, test } from '../fixtures.ts'
import { askToMove, confirmMove } from '../reviews/move-to.ts'
import { seedModelRun } from '../models/register-dialog.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'

// In front of MLflow, each call costs up to half a second (basic-auth hashes a password for each).

test(
  'registering, moving and describing a version take few calls',
  only('embedded', 'the page asks the same in front of MLflow'),
  async ({ page, call, server, unique }) => {
    test.slow()
    const { model_id, run_id } = await seedModelRun(call, server.url, unique('e'))
    await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() }) // a running one is asked for again and again
    const calls = watchCalls(page)
    await withoutFirstAnswers(page)
    const name = unique('few')

    await page.goto(`logged-models/${model_id}`)
    const model = `GET logged-models/${model_id}`
    await calls.become(
      'GET experiments/get',
      model,
      `${model}/artifacts/directories`,
      `${model}/artifacts/files`,
      'GET model-versions/search',
      'GET runs/get',
    )
    await page.getByRole('button', { name: 'Register model' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model name').fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await dialog.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(dialog).toBeHidden() // it closes after the last answer
    await calls.become(
      'GET model-versions/search', // the versions registered from this run, which the page lists
      'GET registered-models/search', // all models to choose from, then those of the typed name
      'GET registered-models/search',
      'POST model-versions/create',
      'POST registered-models/create',
    )

    await page.mouse.move(0, 0) // pointing at metrics asks what they mean
    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    await calls.become(
      'GET experiments/get',
      `${model}/artifacts/directories`,
      `${model}/artifacts/files`,
      'GET model-versions/get',
      'GET runs/get',
    )
    const move = await askToMove(page, 'Staging')
    await calls.become('GET model-versions/search', 'GET registered-models/get')
    await confirmMove(move)
    await expect(move).toBeHidden()
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    // Before the move, to see that nobody else has moved it, and after it, since the answer is not whole.
    await calls.become(
      'GET model-versions/get',
      'GET model-versions/get',
      'POST databricks/model-versions/transition-stage',
    )

    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Predicts fares.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden()
    await expect(page.getByText('Predicts fares.')).toHaveCount(1) // without the editor, which waits hidden for Markdown’s code
    await calls.become('GET model-versions/get', 'PATCH model-versions/update')
  },
)

/** The finished calls of a page's API, as `GET runs/get`. */
function watchCalls(page: Page) {
  let calls: string[] = []
  page.on('requestfinished', (request) => {
    const path = /\/mlflow\/([^?]+)/.exec(request.url())?.[1]
    if (path) calls.push(`${request.method()} ${path}`)
  })
  return {
    /** Waits until exactly these calls were made since the last time. */
    async become(...expected: string[]) {
      await expect.poll(() => calls.toSorted(), { timeout: 60_000 }).toEqual(expected.toSorted())
      calls = []
    },
  }
}
