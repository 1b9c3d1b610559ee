import { randomBytes } from 'node:crypto'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from '#contract/client.ts'
import { drop } from '../artifacts/drop.ts'
import { axeFinds } from '../every-page/axe.ts'
import { tabTo } from '../every-page/by-keyboard.ts'
import { cutOff, printed, without } from '../every-page/paper.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { inShell } from '../shell.ts'

// Whoever has a model's files learns which version they are, without uploading them.

// axe is added to the page, whose CSP forbids that.
test.use({ bypassCSP: true })

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
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: name })
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
  await call('logModel', {
    run_id,
    model_json: JSON.stringify({ artifact_path: 'model', run_id, utc_time_created: '2026-01-01', flavors: {} }),
  })
  return run_id
}

test(
  'says which version a folder, a changed folder, a single file or what a run logged is, in the app and in the shell',
  { tag: mlflow3 },
  async ({ page, call, server, unique, backend }) => {
    const name = unique(`which <img src=x onerror="window.name=1"> ${'long '.repeat(30)}`)
    const run_id = await registered(call, server.url, name)
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
    const shell = { status: 0, printed: expect.stringContaining(`${name} version 1 (Production)`) }
    expect(await inShell(['which', folder, '--url', server.url])).toEqual(shell)
    if (backend === 'embedded') expect(await inShell(['which', folder, '--data', server.data])).toEqual(shell)

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
    expect(await page.evaluate(() => window.name)).toBe('')
    expect(await inShell(['which', folder, '--url', server.url])).toEqual({
      status: 3,
      printed: expect.stringMatching(
        /^No version has exactly these bytes\.\n(.*\n)*Similar: .* version 1 \(Production\)\t2 of 5 files differ/,
      ),
    })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
      expect(await axeFinds(page)).toEqual([])
    }
    const paper = await printed(page)
    for (const text of [`${name} version 1`, hostile, 'differs in 2 of 5 files']) expect(paper).toContain(without(text))
    expect(paper).not.toContain(without('Choose a folder'))
    expect(await cutOff(page)).toEqual([])
    const { width, height } = page.viewportSize()!
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize({ width, height })

    await drop(page, join(folder, 'data', 'columns.json'), zone)
    await expect(exact.getByRole('listitem')).toHaveText(`${name} version 1Productiondata/columns.json`, {
      timeout: 30_000,
    })
    const versionUrl = new RegExp('/models/[^/]+/versions/1$')
    await tabTo(page, exact.getByRole('link', { name: `${name} version 1` }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(versionUrl)
    await page.goBack()
    await expect(exact.getByRole('listitem')).toContainText('data/columns.json')

    // Back shows no answer to an earlier question than the last, which failed.
    await page.route('**/modelshelf/which', (route) => route.abort(), { times: 1 })
    await drop(page, join(folder, 'data', 'columns.json'), zone)
    await expect(main.getByRole('alert')).toContainText('The files could not be compared')
    await page.getByRole('link', { name: 'Models', exact: true }).first().click()
    await expect(page).toHaveURL(/\/models$/)
    await page.goBack()
    await expect(main.getByText('Only the hashes are sent.')).toBeVisible()
    await expect(exact).toHaveCount(0)

    await page.goto(`runs/${run_id}/models`)
    const same = page.getByRole('region', { name: 'Versions with the same files' })
    const answered = Promise.withResolvers<void>()
    await page.route('**/modelshelf/which', async (route) => {
      await answered.promise
      await route.continue()
    })
    await main.getByRole('button', { name: 'Find versions with the same files' }).press('Enter')
    await expect(same.getByRole('status')).toHaveText('Comparing files…')
    answered.resolve()
    await expect(same.getByRole('link', { name: `${name} version 1` })).toBeVisible()
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
