import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'

// mission.md A8: a model folder that was never in a run is registered by uploading it in the browser.

let folder = ''
test.beforeEach(() => {
  // Below the test's own output, which Playwright clears away itself.
  folder = join(test.info().outputPath('upload'), 'taxi model')
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'MLmodel'), 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n')
  writeFileSync(join(folder, 'data', 'model.pkl'), Buffer.alloc(300_000, 7))
  writeFileSync(join(folder, 'empty.txt'), '')
})

test('a folder is uploaded whole and then registered', async ({ page, call, server, unique }) => {
  const name = unique('uploaded')
  await page.goto('models')
  await page.getByRole('button', { name: 'Upload a model' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Model folder').setInputFiles(folder)
  await expect(dialog.getByText('MLflow model (sklearn), without signature')).toBeVisible()
  await dialog.getByLabel('Model name').fill(name)
  await page.getByRole('option', { name: `Create new model "${name}"` }).click()
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog).toBeHidden()
  const { model_version } = await call('getVersion', { name, version: '1' })
  const { run } = await call('getRun', { run_id: model_version.run_id ?? '' })
  expect(run.info).toMatchObject({ run_name: 'taxi model', status: 'FINISHED' })
  const query = new URLSearchParams({ run_id: run.info.run_id, path: 'model/data/model.pkl' })
  const bytes = await (await fetch(`${server.url}get-artifact?${query}`)).arrayBuffer()
  expect(bytes.byteLength).toBe(300_000)
})

test.describe('when a file does not arrive', () => {
  test.use({ allowedStatuses: [500] })

  test('nothing is registered until it is sent again', async ({ page, unique }) => {
    let refused = false
    // A disk that is full once cannot be had here.
    await page.route('**/model.pkl', (route) => {
      if (refused) return route.continue()
      refused = true
      return route.fulfill({ status: 500, json: { error_code: 'INTERNAL_ERROR', message: 'disk full' } })
    })
    await page.goto('models')
    await page.getByRole('button', { name: 'Upload a model' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    await expect(dialog.getByText('2 of 3 files arrived')).toBeVisible()
    await expect(dialog.getByText('disk full')).toBeVisible()
    await expect(dialog.getByLabel('Model name')).toBeHidden()
    await dialog.getByRole('button', { name: 'Send the rest again' }).click()
    await expect(dialog.getByLabel('Model name')).toBeVisible()
    await dialog.getByLabel('Model name').fill(unique('never'))
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  test('giving up leaves a deleted run and no model', async ({ page, call }) => {
    await page.route('**/MLmodel', (route) =>
      route.fulfill({ status: 500, json: { error_code: 'INTERNAL_ERROR', message: 'disk full' } }),
    )
    const made = page.waitForResponse('**/runs/create')
    await page.goto('models')
    await page.getByRole('button', { name: 'Upload a model' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    await expect(dialog.getByText('2 of 3 files arrived')).toBeVisible()
    const { run } = await (await made).json()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect
      .poll(async () => (await call('getRun', { run_id: run.info.run_id })).run.info)
      .toMatchObject({ status: 'KILLED', lifecycle_stage: 'deleted' })
  })
})
