import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { drop } from './drop.ts'
import { expect, mlflow3, test } from '../fixtures.ts'

// Upload a model folder that was never in a run, and register it, in the browser.

let folder = ''
test.beforeEach(() => {
  // Within the test's output folder, which Playwright deletes.
  folder = join(test.info().outputPath('upload'), 'taxi model')
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'MLmodel'), 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n')
  writeFileSync(join(folder, 'data', 'model.pkl'), Buffer.alloc(300_000, 7))
  writeFileSync(join(folder, 'empty.txt'), '')
})

async function openDialog(page: Page) {
  await page.goto('models')
  await page.getByRole('button', { name: 'Upload a model' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Drop a model folder here')).toBeVisible()
  return dialog
}

test('uploads a whole folder and then registers it', { tag: mlflow3 }, async ({ page, call, server, unique }) => {
  const name = unique('uploaded')
  const dialog = await openDialog(page)
  await dialog.getByLabel('Model folder').setInputFiles(folder)
  await expect(dialog.getByText('MLflow model (sklearn)')).toBeVisible()
  await expect(dialog.getByText('Pickles: data/model.pkl')).toBeVisible()
  for (const said of ['No signature', 'No input example', 'No requirements.txt or conda.yaml', /Size\s*30\d kB/])
    await expect(dialog).toContainText(said)
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

test('accepts a folder dropped beside the drop zone, with all its subfolders', async ({ page, server }) => {
  // A browser lists a dropped folder a hundred entries at a time.
  mkdirSync(join(folder, 'data', 'parts'))
  for (let part = 0; part < 120; part++) writeFileSync(join(folder, 'data', 'parts', `${part} %.txt`), `part ${part}`)
  const made = page.waitForResponse('**/runs/create')
  const dialog = await openDialog(page)
  const title = await dialog.getByRole('heading', { name: 'Upload a model folder' }).boundingBox()
  await drop(page, folder, { x: title?.x ?? 0, y: title?.y ?? 0 })
  await expect(dialog.getByLabel('Model name')).toBeVisible() // slow, because every file is synced to disk
  const { run } = await (await made).json()
  const listed = async (path: string) => {
    const query = new URLSearchParams({ run_id: run.info.run_id, path })
    return (await (await fetch(`${server.url}api/2.0/mlflow/artifacts/list?${query}`)).json()).files
  }
  expect(await listed('model')).toHaveLength(3)
  expect(await listed('model/data/parts')).toHaveLength(120)
  await expect(dialog.getByText('MLflow model (sklearn)')).toBeVisible()
})

test('refuses a file, an empty folder and two folders with a reason, and sends nothing', async ({ page }) => {
  const empty = join(folder, '..', 'empty')
  mkdirSync(empty)
  const dialog = await openDialog(page)
  for (const dropped of [join(folder, 'MLmodel'), empty]) {
    await drop(page, dropped, { x: 5, y: 5 }) // on the backdrop of the dialog
    await expect(dialog.getByRole('status')).toContainText('Drop one folder with files in it')
  }
  await expect(page).toHaveURL(/\/models$/)
})

for (const [way, leave] of [
  ['cancelled', (page: Page) => page.getByRole('button', { name: 'Cancel' }).click()],
  ['left by Back', (page: Page) => page.goBack()],
] as const)
  test(`an upload that is ${way} half-way leaves a deleted run and no version`, async ({ page, call }) => {
    await page.goto('experiments')
    await page.getByRole('link', { name: 'Models', exact: true }).click()
    await page.getByRole('button', { name: 'Upload a model' }).click()
    await page.route('**/model.pkl', () => undefined) // one file never arrives
    const made = page.waitForResponse('**/runs/create')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    await expect(dialog.getByText('2 of 3 files uploaded')).toBeVisible()
    await expect(dialog.getByRole('progressbar', { name: 'Upload' })).toBeVisible()
    const { run } = await (await made).json()
    const { run_id } = run.info
    await leave(page)
    await expect(dialog).toBeHidden()
    await expect
      .poll(async () => (await call('getRun', { run_id })).run.info)
      .toMatchObject({ status: 'KILLED', lifecycle_stage: 'deleted' })
    expect((await call('searchVersions', { filter: `run_id = '${run_id}'` })).model_versions ?? []).toEqual([])
  })

test.describe('when a file does not arrive', () => {
  test.use({ allowedStatuses: [500] })
  const full = { error_code: 'INTERNAL_ERROR', message: 'disk full' }

  test('registers nothing until it is sent again', async ({ page, unique }) => {
    let refused = false
    // Faked, because a disk that is full only once can't be arranged.
    await page.route('**/model.pkl', (route) => {
      if (refused) return route.continue()
      refused = true
      return route.fulfill({ status: 500, json: full })
    })
    const dialog = await openDialog(page)
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    await expect(dialog.getByText('2 of 3 files uploaded')).toBeVisible()
    await expect(dialog.getByText('disk full')).toBeVisible()
    await expect(dialog.getByLabel('Model name')).toBeHidden()
    await page.route('**/runs/update', (route) => route.fulfill({ status: 500, json: full }), { times: 1 })
    await dialog.getByRole('button', { name: 'Retry failed files' }).click()
    await expect(dialog.getByRole('alert')).toContainText('The upload could not be finished')
    await expect(dialog.getByLabel('Experiment')).toBeHidden()
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByLabel('Model name')).toBeVisible()
    await dialog.getByLabel('Model name').fill(unique('never'))
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  test('giving up leaves a deleted run and no model', async ({ page, call }) => {
    await page.route('**/MLmodel', (route) => route.fulfill({ status: 500, json: full }))
    const made = page.waitForResponse('**/runs/create')
    const dialog = await openDialog(page)
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    await expect(dialog.getByText('2 of 3 files uploaded')).toBeVisible()
    const { run } = await (await made).json()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect
      .poll(async () => (await call('getRun', { run_id: run.info.run_id })).run.info)
      .toMatchObject({ status: 'KILLED', lifecycle_stage: 'deleted' })
  })
})
