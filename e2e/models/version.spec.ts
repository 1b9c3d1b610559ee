import { seedRun } from '../../testbed/artifacts.ts'
import { pdfText } from '../every-page/pdf-text.ts'
import { distinct, watchCost } from '../../testbed/cost.ts'
import { openArtifact } from '../artifacts/artifact-files.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { seedModel } from '../seeds/seed-model.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'

// The page of a version says what it is, where it came from and how to use it.

const versionPage = (name: string) => `models/${encodeURIComponent(name)}/versions/1`

test(
  'shows signature, libraries, metrics and lineage on one page with at most five requests',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { name, experiment, model_id } = await seedModel(call, server.url, unique)
    const cost = await watchCost(page)
    await page.goto(versionPage(name), { waitUntil: 'networkidle' })
    const signature = page.getByRole('table', { name: 'Signature' })
    await expect(signature.getByRole('row', { name: 'distance double' })).toBeVisible()
    await expect(signature.getByRole('row', { name: 'threshold double default 0.5' })).toBeVisible()
    await expect(page.getByText('sklearn 1.9.1')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Dependencies' })).toContainText('scikit-learn==1.9.1')
    await expect(page.getByRole('row', { name: 'rmse 5.25' })).toBeVisible()
    const lineage = page.getByRole('region', { name: 'Lineage' })
    await expect(lineage.getByRole('link', { name: experiment })).toBeVisible()
    await expect(lineage.getByRole('link', { name: 'seeded' })).toBeVisible()
    await expect(lineage).toContainText('taxi-2026')
    await expect(lineage.getByText('4f1c2d9e')).toBeVisible()
    await expect(lineage.locator(`a[href$="/logged-models/${model_id}"]`)).toBeVisible()
    // In front of MLflow the inbox is a call of its own, to this server.
    const calls = distinct(cost.calls).filter((url) => !url.includes('/modelshelf/requests'))
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(5)
  },
)

test('the code to use a version follows the chosen alias, which the URL keeps', async ({
  page,
  call,
  server,
  unique,
}) => {
  const { name } = await seedModel(call, server.url, unique)
  await call('setAlias', { name, alias: 'champion', version: '1' })
  await page.goto(versionPage(name))
  const use = page.getByRole('region', { name: 'Use this model' })
  const opener = page.getByRole('link', { name: 'Use this model' })
  await opener.click()
  await expect(use).toBeFocused()
  await expect(use).toBeInViewport()
  await expect(use).toContainText('pip install')
  await expect(use).toContainText(`mlflow.sklearn.load_model("models:/${name}/1")`)
  await use.getByLabel('Load by').selectOption('@champion')
  await use.getByRole('tab', { name: 'Real time' }).click()
  await expect(use).toContainText(`mlflow models serve --model-uri 'models:/${name}@champion'`)
  await expect(use).toContainText('"distance":0.5')
  await page.reload()
  await expect(use.getByRole('tab', { name: 'Real time' })).toHaveAttribute('aria-selected', 'true')
  for (const [tab, words] of [
    ['Spark', 'spark_udf'],
    ['Batch', 'mlflow models predict'],
    ['Download', 'mlflow artifacts download'],
    ['CI/CD', 'get_model_version_by_alias'],
  ] as const) {
    await use.getByRole('tab', { name: tab }).click()
    await expect(use).toContainText(words)
  }
  // On a phone the row of tabs is scrolled to the open one.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  const open = use.getByRole('tab', { selected: true })
  await expect(open).toHaveText('CI/CD')
  await use.getByRole('tablist').scrollIntoViewIfNeeded()
  await expect(open).toBeInViewport({ ratio: 0.9 })
  // The button is there too, and on the model's page.
  for (const path of [versionPage(name), `models/${encodeURIComponent(name)}/activity`]) {
    await page.goto(path)
    await opener.click()
    await expect(use).toBeFocused()
    await expect(use).toContainText('mlflow.sklearn.load_model')
  }
})

test('a model offers the code for Production and for each alias; a version’s files have one load URI', async ({
  page,
  call,
  server,
  unique,
}) => {
  const { name, run_id, model_id } = await seedModel(call, server.url, unique)
  await call('createVersion', { name, source: `models:/${model_id}`, run_id, model_id })
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  await call('setAlias', { name, alias: 'champion', version: '1' })
  await call('setAlias', { name, alias: 'next', version: '2' })
  await page.goto(`models/${encodeURIComponent(name)}`)
  const use = page.getByRole('region', { name: 'Use this model' })
  await use.getByRole('link', { name: 'Show code' }).press('Enter')
  await expect(use).toBeFocused()
  await expect(use).toContainText(`mlflow.pyfunc.load_model("models:/${name}/Production")`)
  await expect(use.getByLabel('Load by').getByRole('option')).toHaveText([
    'Production (version 1)',
    '@champion (version 1)',
    '@next (version 2)',
  ])
  // Other choices on the page leave it open.
  await use.getByRole('tab', { name: 'Download' }).click()
  await expect(use).toContainText(`models:/${name}/Production`)
  await page.getByRole('tab', { name: 'All 2' }).click()
  await expect(use.getByRole('tab', { name: 'Download' })).toHaveAttribute('aria-selected', 'true')
  await use.getByRole('tab', { name: 'Python' }).click()
  await use.getByLabel('Load by').selectOption('@next (version 2)')
  await expect(use).toContainText(`mlflow.sklearn.load_model("models:/${name}@next")`)
  await page.reload()
  await expect(use).toContainText(`mlflow.pyfunc.load_model("models:/${name}@next")`)

  // The files are listed; what the model is stands in the overview.
  await page.goto(`${versionPage(name)}/artifacts`)
  await expect(page.getByText(`Load URI models:/${name}/1`)).toBeVisible()
  await expect(page.getByRole('table', { name: 'Signature' })).toHaveCount(0)
  await page.getByRole('list', { name: 'Files' }).getByRole('link', { name: 'MLmodel' }).click()
  await expect(page.getByRole('region', { name: 'Load' })).toContainText(`load_model("models:/${name}/1")`)
})

test('a long signature is folded, unfolds by keyboard, and is whole on paper', async ({
  page,
  call,
  server,
  unique,
}) => {
  const name = unique('wide')
  const inputs = Array.from({ length: 60 }, (_, index) => ({
    type: 'double',
    name: `feature_${index}`,
    required: true,
  }))
  const mlmodel = `flavors: {sklearn: {sklearn_version: 1.9.1}}\nsignature:\n  inputs: '${JSON.stringify(inputs)}'\n  outputs: '[{"type": "long"}]'\n`
  const { run_id, artifact_uri } = await seedRun(call, server.url, name, { 'model/MLmodel': mlmodel })
  await call('createModel', { name })
  await call('createVersion', { name, source: `${artifact_uri}/model`, run_id })
  await page.goto(versionPage(name))
  const signature = page.getByRole('region', { name: 'Signature' })
  await expect(signature.getByRole('cell', { name: 'feature_7' })).toBeVisible()
  const rest = page.getByRole('table', { name: 'Rest of the signature' })
  await expect(rest).toBeHidden()
  expect(await signature.textContent()).toContain('feature_59') // in the page, for the browser's search
  expect(pdfText(await page.pdf()).join('')).toContain('feature_59')
  await expect(rest).toBeHidden()
  const fold = signature.getByText('52 more columns')
  await fold.focus()
  await fold.press('Enter')
  await expect(rest.getByRole('cell', { name: 'feature_59' })).toBeVisible()
})

test(
  'says if a version has no model or is out of the server’s reach',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('elsewhere')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/model' })
    await page.goto(versionPage(name))
    await expect(page.getByText('Signature and libraries unknown')).toBeVisible()
    const { run } = await call('createRun', { experiment_id: '0', run_name: 'plain', start_time: Date.now() })
    const { run_id, artifact_uri } = run.info
    await call('createVersion', { name, source: `${artifact_uri}/notes`, run_id })
    await page.goto(versionPage(name).replace(/1$/, '2'))
    await expect(page.getByText('It has no MLmodel file among its artifacts')).toBeVisible()
  },
)

test.describe('when what a version came from is gone', () => {
  test.use({ allowedStatuses: [404] })

  test(
    'a deleted logged model and run are said so, and the version still shows its files',
    { tag: mlflow3 },
    async ({ page, call, server, unique }) => {
      const { name, model_id, run_id } = await seedModel(call, server.url, unique)
      await call('deleteLoggedModel', { model_id })
      await call('deleteRun', { run_id })
      await page.goto(versionPage(name))
      await expect(
        page.getByText('The logged model of this version was deleted. Its files are still here'),
      ).toBeVisible()
      await expect(
        page.getByRole('table', { name: 'Signature' }).getByRole('row', { name: 'distance double' }),
      ).toBeVisible()
      await expect(page.getByRole('region', { name: 'Dependencies' })).toContainText('scikit-learn==1.9.1')
      const lineage = page.getByRole('region', { name: 'Lineage' })
      await expect(lineage).toContainText(/Source run\s*seeded\s*\(deleted\)/)
      await expect(lineage).toContainText(/Logged model\s*m-\S+\s*\(deleted\)/)
      await expect(page.getByRole('region', { name: 'Use this model' })).toContainText('mlflow.pyfunc.load_model')
      await page.getByRole('tab', { name: 'Artifacts' }).click()
      await page.getByRole('treeitem', { name: 'requirements.txt' }).click()
      await expect(page.getByRole('main')).toContainText('scikit-learn==1.9.1')
    },
  )

  test(
    'files of a run that the server does not know come by the version',
    { tag: mlflow3 },
    async ({ page, call, server, unique }) => {
      const name = unique('orphan')
      const files = {
        'model/MLmodel': 'flavors: {sklearn: {sklearn_version: 1.9.1}}\n',
        'model/conda.yaml': 'dependencies: [scipy=1.2]',
      }
      const { run_id, artifact_uri } = await seedRun(call, server.url, name, files)
      await call('createModel', { name })
      await call('createVersion', { name, source: `${artifact_uri}/model`, run_id })
      // Only `mlflow gc` deletes a run for good; here its answers are made.
      const json = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: `Run '${run_id}' not found` }
      await withoutFirstAnswers(page)
      for (const address of ['**/runs/get?*', '**/artifacts/list?*'])
        await page.route(address, (route) => route.fulfill({ status: 404, json }))
      await page.goto(versionPage(name))
      await expect(page.getByText('The run of this version was deleted. Its files are still here')).toBeVisible()
      await expect(page.getByText('sklearn 1.9.1')).toBeVisible()
      await expect(page.getByText('Its metrics and params are not on this server')).toBeVisible()
      await expect(page.getByRole('region', { name: 'Use this model' })).toContainText('pip install scipy==1.2')
      await page.getByRole('tab', { name: 'Artifacts' }).click()
      await expect(page.getByRole('treeitem', { name: 'conda.yaml' })).toBeVisible()
    },
  )
})

test('polls a pending version until it is ready; a failed one says why', async ({ page, call, unique }) => {
  const name = unique('pending')
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://bucket/model' })
  const { model_version } = await call('getVersion', { name, version: '1' })
  // Faked answers, because no open source server registers slowly or fails halfway.
  let asked = 0
  await withoutFirstAnswers(page)
  await page.route('**/model-versions/get?*', (route) => {
    const status = ++asked > 1 ? 'FAILED_REGISTRATION' : 'PENDING_REGISTRATION'
    return route.fulfill({ json: { model_version: { ...model_version, status, status_message: 'disk full' } } })
  })
  await page.goto(versionPage(name))
  await expect(page.getByText('still being registered')).toBeVisible()
  await expect(page.getByText('Registration failed: disk full')).toBeVisible()
})

test('on a phone the stage is beside the longest name', async ({ page, call, unique }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const name = `${unique('long')} ${'name that goes on '.repeat(12)}`.slice(0, 199) + 'x'
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://bucket/model' })
  await page.goto(versionPage(name))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('name that goes on')
  const stage = await page.getByRole('button', { name: 'Stage' }).boundingBox()
  const heading = await page.getByRole('heading', { level: 1 }).boundingBox()
  expect(stage!.x).toBeGreaterThan(heading!.x + heading!.width) // both are visible, so they have a box
  expect(stage!.y).toBeLessThan(heading!.y + heading!.height)
})

test.describe('with the real client', () => {
  test.describe.configure({ timeout: 300_000 })

  test('the Python shown runs as it is', async ({ page, server, python, unique }) => {
    const [runId = ''] = (await python('train.py', server.url, unique('use'))).slice(-1)
    await page.goto(`runs/${runId}/artifacts`)
    await openArtifact(page, /^model/)
    await page.getByRole('button', { name: 'Register model' }).last().click()
    const name = unique('it’s "so"')
    await page.getByRole('combobox', { name: 'Model name' }).fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.goto(versionPage(name))
    const code = page.getByText('mlflow.pyfunc.load_model')
    // This model has no signature, so its input must be filled in.
    const filled = ((await code.textContent()) ?? '').replace('...  # what your model takes', '[[10.0]]')
    const [predictions] = (await python('run_code.py', filled)).slice(-1)
    expect(predictions).toBe('[21.0]')
  })
})

test('offers download, not loading, for files that are not an MLflow model', async ({ page, call, server, unique }) => {
  const name = unique('plain')
  const { run_id, artifact_uri: source } = await seedRun(call, server.url, name, { 'notes.txt': 'words' })
  await call('createModel', { name })
  await call('createVersion', { name, source, run_id })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  await expect(page.getByText('MLflow cannot load it as a model')).toBeVisible()
  const ways = page.getByRole('tablist', { name: 'Ways to use this model' }).getByRole('tab')
  await expect(ways).toHaveText(['Download', 'CI/CD'])
  await expect(page.getByText('mlflow artifacts download').first()).toBeVisible()
})

test.describe('a version whose run is on another server', () => {
  test.use({ allowedStatuses: [404] })
  test('says so and links to it', { tag: mlflow3 }, async ({ page, call, unique }) => {
    const name = unique('foreign')
    const run_id = unique('0').padEnd(32, 'e').slice(0, 32).replaceAll(/\W/g, 'a')
    const run_link = `https://tracking.example/#/experiments/1/runs/${run_id}`
    await call('createModel', { name })
    for (const link of [{ run_link }, {}, { run_link: 'javascript:alert(1)' }])
      await call('createVersion', { name, source: `s3://bucket/1/${run_id}/artifacts/model`, run_id, ...link })
    await page.goto(versionPage(name))
    const lineage = page.getByRole('region', { name: 'Lineage' })
    await expect(lineage.getByRole('link', { name: 'on another server' })).toHaveAttribute('href', run_link)
    await expect(page.getByRole('region', { name: 'From the source run' })).toContainText('not on this server')
    await expect(page.getByRole('region', { name: 'Model', exact: true })).toContainText('s3://bucket/1/')
    await expect(page.getByRole('alert')).toHaveCount(0)
    for (const version of ['2', '3']) {
      await page.goto(`models/${encodeURIComponent(name)}/versions/${version}`)
      await expect(lineage).toContainText('on another server, or permanently deleted')
      await expect(lineage.getByRole('link')).toHaveCount(0)
    }
    await page.goto(`models/${encodeURIComponent(name)}`)
    await expect(page.getByRole('row', { name: 'Version 1' }).locator(`a[href="${run_link}"]`)).toBeVisible()
    await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0)
  })
})
