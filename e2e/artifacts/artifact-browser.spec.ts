import { folderOf, putArtifact, seedRun } from '../../testbed/artifacts.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { files, withoutPicker, downloaded, openArtifact } from './artifact-files.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { readZip } from './read-zip.ts'

// Any artifact, file or folder, can be found, its path copied and its bytes downloaded.

test('copies the selection as path, runs:/ URI and full URI', async ({ page, call, server, unique, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const run = await seedRun(call, server.url, unique('e'), files())
  const { run: stored } = await call('getRun', { run_id: run.run_id })
  await page.goto(`runs/${run.run_id}/artifacts/model/a%20b.txt`)
  for (const [way, text] of [
    ['Copy path', 'model/a b.txt'],
    ['Copy runs:/ URI', `runs:/${run.run_id}/model/a b.txt`],
    ['Copy full URI', `${stored.info.artifact_uri}/model/a b.txt`],
  ] as const) {
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('menuitem', { name: way }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  }
})

test(
  'a run’s tree and its zip contain its logged models as marked folders',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const run = await seedRun(call, server.url, unique('e'), { 'notes.txt': 'plain words' })
    const { model } = await call('createLoggedModel', {
      experiment_id: run.experiment_id,
      name: 'forest',
      source_run_id: run.run_id,
    })
    const { model_id, artifact_uri = '' } = model.info
    await call('logOutputs', { run_id: run.run_id, models: [{ model_id }] })
    await putArtifact(server.url, `${folderOf(artifact_uri)}/data/MLmodel.txt`, 'flavors: {}')
    await withoutPicker(page)
    await page.goto(`runs/${run.run_id}/artifacts`)
    await expect(page.getByRole('treeitem')).toHaveText([/^forest.*logged model$/, 'notes.txt'])
    const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Download as zip' }))
    expect([...readZip(bytes).keys()].toSorted()).toEqual(['forest/data/MLmodel.txt', 'notes.txt'])
    await page.getByRole('treeitem', { name: 'forest' }).click()
    await openArtifact(page, 'data')
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByRole('menuitem', { name: 'Copy models:/ URI' })).toContainText(`models:/${model_id}/data`)
    await expect(page.getByRole('menuitem', { name: 'Copy full URI' })).toContainText(`${artifact_uri}/data`)
  },
)

test('a thousand files in a folder can be walked by keys and filtered, and only a few are rendered', async ({
  page,
  call,
  server,
  unique,
}) => {
  const names = Array.from({ length: 1000 }, (_, index) => `part-${String(index).padStart(4, '0')}.txt`)
  const run = await seedRun(
    call,
    server.url,
    unique('e'),
    Object.fromEntries(names.map((name) => [`many/${name}`, 'x'])),
  )
  await page.goto(`runs/${run.run_id}/artifacts`)
  const tree = page.getByRole('tree', { name: 'Artifacts' })
  const row = (name: string) => tree.getByRole('treeitem', { name })
  await row('many').focus()
  await page.keyboard.press('ArrowRight')
  await expect(row('part-0000.txt')).toHaveAttribute('aria-setsize', '1000')
  await page.keyboard.press('ArrowRight')
  await expect(row('part-0000.txt')).toBeFocused()
  await page.keyboard.press('End')
  await expect(row('part-0999.txt')).toBeFocused()
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(100)
  await page.keyboard.type('part-05')
  await expect(row('part-0500.txt')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row('many')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(row('part-0000.txt')).toBeHidden()
  await page.keyboard.press('ArrowRight')
  await page.getByLabel('Filter artifacts by name').fill('0777')
  await expect(tree.getByRole('treeitem')).toHaveText(['many', 'part-0777.txt'])
  await page.getByLabel('Filter artifacts by name').fill('nowhere')
  await expect(page.getByText('No names in the open folders match “nowhere”.')).toBeVisible()
})

test('a failed preview leaves the rest of the page and can be retried', async ({ page, call, server, unique }) => {
  const run = await seedRun(call, server.url, unique('e'), { 'a.csv': 'a,b\n1,2\n' })
  await page.route('**/assets/TablePreview-*', (route) => route.abort())
  await page.goto(`runs/${run.run_id}/artifacts/a.csv`)
  await expect(page.getByRole('alert')).toContainText('This could not be loaded')
  await expect(page.getByRole('treeitem', { name: 'a.csv' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download', exact: true })).toBeVisible()
  await page.unroute('**/assets/TablePreview-*')
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('table', { name: 'Rows of the file' })).toBeVisible()
})

test.describe('when the logged models cannot be read', () => {
  test.use({ allowedStatuses: [500] })

  test('shows the files and says that the models are missing', async ({ page, call, server, unique }) => {
    const run = await seedRun(call, server.url, unique('e'), { 'notes.txt': 'plain words' })
    const { model } = await call('createLoggedModel', {
      experiment_id: run.experiment_id,
      name: 'forest',
      source_run_id: run.run_id,
    })
    await call('logOutputs', { run_id: run.run_id, models: [{ model_id: model.info.model_id }] })
    const broken = { status: 500, json: { error_code: 'INTERNAL_ERROR', message: 'the disk is on fire' } }
    await withoutFirstAnswers(page)
    await page.route('**/logged-models/search', (route) => route.fulfill(broken))
    await page.goto(`runs/${run.run_id}/artifacts`)
    await expect(page.getByRole('treeitem', { name: 'notes.txt' })).toBeVisible()
    await expect(page.getByRole('alert')).toContainText('logged models could not be loaded')
    await expect(page.getByRole('alert')).toContainText('the disk is on fire')
    await page.unroute('**/logged-models/search')
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(page.getByRole('treeitem', { name: 'forest' })).toBeVisible()
    await expect(page.getByRole('alert')).toBeHidden()
  })
})

test(
  'lists the newest of many versions registered from a folder, and the rest on request',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const run = await seedRun(call, server.url, unique('e'), { 'model/MLmodel': 'flavors: {}' })
    const { artifact_uri } = (await call('getRun', { run_id: run.run_id })).run.info
    const name = unique('often')
    await call('createModel', { name })
    for (let version = 1; version <= 7; version++)
      await call('createVersion', { name, source: `${artifact_uri}/model`, run_id: run.run_id })
    await page.goto(`runs/${run.run_id}/artifacts/model`)
    const versions = page.getByRole('list', { name: 'Registered versions' })
    await expect(versions.getByRole('link')).toHaveText([7, 6, 5, 4].map((version) => `${name} version ${version}`))
    await versions.getByRole('button', { name: '3 more' }).click()
    await expect(versions.getByRole('link')).toHaveCount(7)
    await expect(versions.getByRole('button', { name: 'Fewer' })).toBeFocused()
  },
)
