import { randomBytes } from 'node:crypto'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from '#contract/client.ts'
import { drop } from '../artifacts/drop.ts'
import { expect, mlflow3, test } from '../fixtures.ts'

// Whoever has a model's files learns which version they are, without uploading them.

let folder = ''
let files: Record<string, Buffer | string>
test.beforeEach(() => {
  // Within the test's output folder, which Playwright deletes.
  folder = join(test.info().outputPath('which'), 'from prod')
  files = {
    MLmodel: 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n',
    'data/model.pkl': randomBytes(5_000_000),
    'data/columns.json': `["distance", "${randomBytes(8).toString('hex')}"]`,
    'empty.txt': '',
  }
})

/** Registers a version with these files, and writes them to the folder as MLflow's client downloads them. */
async function registered(call: Call, url: string, name: string) {
  const { run } = await call('createRun', { experiment_id: '0', run_name: name })
  const { run_id = '', artifact_uri = '' } = run.info
  files['MLmodel'] += `run_id: ${run_id}\n`
  mkdirSync(join(folder, 'data'), { recursive: true })
  for (const [path, body] of Object.entries(files)) {
    const at = `${artifact_uri.replace(/^mlflow-artifacts:\/+/, '')}/model/${path}`
    const sent = await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${at}`, { method: 'PUT', body: body as string })
    expect(sent.status).toBe(200)
    writeFileSync(join(folder, path), body)
  }
  writeFileSync(join(folder, 'registered_model_meta'), `model_name: ${name}\n`)
  await call('createModel', { name })
  await call('createVersion', { name, source: `${artifact_uri}/model`, run_id })
  await call('transitionStage', { name, version: '1', stage: 'Production' })
}

test(
  'says which version a folder, a changed folder or a single file is',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('which')
    await registered(call, server.url, name)
    await page.goto('models')
    await page.getByRole('link', { name: 'Which version is this?' }).click()
    const main = page.getByRole('main')
    const exact = main.getByRole('list', { name: 'Exactly the same' })

    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      main.getByRole('button', { name: 'Choose a folder' }).press('Enter'),
    ])
    await chooser.setFiles(folder)
    await expect(main.getByText('One version has exactly these files:')).toBeVisible()
    await expect(exact.getByRole('listitem')).toHaveText(`${name} version 1Production`)
    await expect(main.getByText('4 files, 5 MB')).toBeVisible()

    const hostile = '<img src=x onerror=alert(1)>.txt'
    writeFileSync(join(folder, hostile), 'x')
    rmSync(join(folder, 'empty.txt'))
    const zone = (await main.getByText('Drop a model’s folder here').boundingBox()) ?? { x: 0, y: 0 }
    await drop(page, folder, zone)
    await expect(main.getByText('No version has exactly these files.')).toBeVisible()
    const like = main
      .getByRole('list', { name: 'Alike' })
      .getByRole('listitem')
      .filter({ hasText: `${name} version 1` })
    await expect(like).toContainText('differs in 2 of 5 files')
    await expect(like).toContainText(`${hostile} not in the version`)
    await expect(like).toContainText('empty.txt only in the version')

    await drop(page, join(folder, 'data', 'columns.json'), zone)
    await expect(exact.getByRole('listitem')).toHaveText(`${name} version 1Productiondata/columns.json`, {
      timeout: 30_000,
    })
    await exact.getByRole('link', { name: `${name} version 1` }).click()
    await expect(page).toHaveURL(new RegExp(`/models/${encodeURIComponent(name)}/versions/1$`))
    await page.goBack()
    await expect(exact.getByRole('listitem')).toContainText('data/columns.json')
  },
)

test('large files are read beside the page, with progress, and one can stop', async ({ page }) => {
  const huge = join(test.info().outputPath('which'), 'huge.bin')
  mkdirSync(join(huge, '..'), { recursive: true })
  const handle = openSync(huge, 'w')
  ftruncateSync(handle, 8 * 2 ** 30) // sparse: it takes no space
  closeSync(handle)
  await page.goto('registry/which')
  const main = page.getByRole('main')
  await expect(main.getByRole('button', { name: 'Choose a file' })).toBeVisible()
  await main.getByLabel('File', { exact: true }).setInputFiles(huge)
  const progress = main.getByRole('progressbar', { name: 'Hashing' })
  await expect.poll(async () => Number(await progress.getAttribute('value')) > 0).toBe(true)
  await expect(main.getByText(/^Hashing 1 file: .+ of 8\.59 GB$/)).toBeVisible()
  await main.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(main.getByText('huge.bin')).toHaveCount(0)
})
