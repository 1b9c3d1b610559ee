import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { cutOff, printed, without } from '../every-page/paper.ts'
import { tabTo } from '../every-page/by-keyboard.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { seedVersion } from '../reviews/seed-changes.ts'
import { seedModel } from '../seeds/seed-model.ts'

// Who looks after the registry sees what needs care, where, and what to do.

test.use({ allowedStatuses: [400, 403, 404, 500, 503] }) // a version’s files are missing, as are those of other tests

const DAY = 86_400_000

test(
  'lists what needs care, with the models and what to do',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    test.slow()
    const { model_id, run_id } = await seedModel(call, server.url, unique)
    const { model } = await call('getLoggedModel', { model_id })
    const { artifact_uri = '' } = model.info
    const putAt = (uri: string, path: string, body: string) =>
      fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${uri.replace(/^mlflow-artifacts:\/+/, '')}/${path}`, {
        method: 'PUT',
        body,
      })
    const put = (path: string, body: string) => putAt(artifact_uri, path, body)
    await put('data/model.pkl', 'not a pickle, but named like one')
    await put('requirements.txt', 'mlflow==3.17.2\nscikit-learn>=1.9\n')
    // First in the list, as are the others.
    const name = unique(`000 worn <img src=x onerror="window.name=1"> ${'long '.repeat(30)}`)
    await call('createModel', { name })
    await call('createVersion', { name, source: `models:/${model_id}`, model_id, run_id })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    const { run } = await call('getRun', { run_id })
    await call('createVersion', { name, source: `${run.info.artifact_uri}/gone`, run_id })
    await call('transitionStage', { name, version: '2', stage: 'Staging' })
    await call('createVersion', { name, source: 's3://elsewhere/model' })

    const plain = unique('000 plain')
    const source = `${run.info.artifact_uri}/plain`
    await putAt(source, 'deep/er/weights.pt', 'a pickle too')
    await call('createModel', { name: plain, description: 'Fares', tags: [{ key: 'modelshelf.owner', value: 'Ana' }] })
    await call('createVersion', { name: plain, source, run_id })
    await call('transitionStage', { name: plain, version: '1', stage: 'Production' })

    const bare = unique('000 bare')
    await call('createModel', { name: bare })
    await seedVersion(call, server.url, bare, { files: { MLmodel: 'flavors:\n  python_function: {}\n' } })
    await call('transitionStage', { name: bare, version: '1', stage: 'Production' })

    const idle = unique('000 idle')
    await call('createModel', { name: idle })
    await call('createVersion', { name: idle, source: 's3://elsewhere/model' })

    await page.goto('registry/health')
    const part = (title: string) => page.getByRole('region', { name: new RegExp(`^${title} \\([\\d,]+\\)$`) })
    const itemOf = (title: string, model: string, version = '') =>
      part(title)
        .getByRole('listitem')
        .filter({ hasText: version && `${model} version ${version}` })
        .filter({ has: page.getByRole('link', { name: version ? `${model} version ${version}` : model, exact: true }) })
    const found = {
      'No owner': [[name], [bare], [idle]],
      'No description': [[name], [bare], [idle]],
      'Nothing in Production': [[idle]],
      'Missing files': [[name, '2']],
      'Files not checked': [[name, '3']],
      'Pickles in Production': [
        [name, '1', 'Pickles: data/model.pkl'],
        [plain, '1', 'Pickles: deep/er/weights.pt'],
      ],
      'Without exact versions in Production': [
        [name, '1', 'Without exact versions: scikit-learn'],
        [bare, '1', 'No requirements.txt or conda.yaml'],
      ],
      'Not an MLflow model, in Production': [[plain, '1']],
      'No signature in Production': [[bare, '1']],
      'No input example in Production': [
        [name, '1'],
        [bare, '1'],
      ],
    }
    const advice = {
      'No owner': 'Set the owner on the model’s page.',
      'No description': '“Fill in a form” asks for what matters.',
      'Nothing in Production': 'Move a version to Production, or archive the versions',
      'Missing files': 'Restore the files, or register the model again.',
      'Files not checked': 'The server could not read them, or you have no access.',
      'Pickles in Production': 'Loading a pickle runs code from it.',
      'Without exact versions in Production': 'Pin them: package==1.2.3.',
      'Not an MLflow model, in Production': 'Log it with mlflow.<flavour>.log_model',
      'No signature in Production': 'Pass input_example or signature to log_model.',
      'No input example in Production': 'Pass input_example to log_model.',
    }
    for (const [title, items] of Object.entries(found))
      for (const [model = '', version = '', text = ''] of items)
        await expect(itemOf(title, model, version), `${title}: ${model}`).toContainText(text)
    for (const [title, text] of Object.entries(advice)) await expect(part(title)).toContainText(text)
    for (const [title, model] of [
      ['No owner', plain],
      ['No description', plain],
      ['Nothing in Production', name],
      ['No signature in Production', name],
      ['Not an MLflow model, in Production', bare],
      ['Pickles in Production', bare],
    ] as const)
      await expect(part(title).getByText(model), `not ${title}: ${model}`).toHaveCount(0)

    // The number in a title is that of the list, all of which is there, also on paper.
    const all = part('No owner')
    const showAll = all.getByRole('button', { name: /^Show all/ })
    if (await showAll.isVisible()) await showAll.click() // a few are shown without
    await expect(async () => {
      const [count] = /[\d,]+(?=\)$)/.exec(await all.getByRole('heading').innerText()) ?? []
      expect(await all.getByRole('listitem').count()).toBe(Number(count?.replaceAll(',', '')))
    }).toPass()
    const paper = await printed(page)
    for (const text of [name, bare, 'Pickles: deep/er/weights.pt', advice['Missing files']])
      expect(paper).toContain(without(text))
    expect(await cutOff(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(await page.evaluate(() => window.name)).toBe('')

    // Later, and while MLflow’s files cannot be read for a moment.
    await call('updateModel', { name, description: 'Fares' })
    await page.clock.setFixedTime(Date.now() + 100 * DAY)
    let isBusy = true
    await withoutFirstAnswers(page)
    const busy = { status: 503, json: { error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'Too busy' } }
    await page.route(/artifacts\/list\?.*path=plain/, (route) => (isBusy ? route.fulfill(busy) : route.fallback()))
    await page.reload()
    await expect(itemOf('No owner', name)).toBeVisible()
    await expect(itemOf('No description', name)).toHaveCount(0)
    await expect(itemOf('Files not checked', plain, '1')).toContainText('Too busy')
    isBusy = false
    const retry = part('Files not checked').getByRole('button', { name: 'Retry' })
    await expect(retry).toBeEnabled() // once all others have been checked
    await tabTo(page, retry)
    await page.keyboard.press('Enter')
    await expect(itemOf('Not an MLflow model, in Production', plain, '1')).toBeVisible()
    await expect(itemOf('Files not checked', plain, '1')).toHaveCount(0)
    await expect(retry).toBeHidden()
    await expect(itemOf('Stale', plain)).toHaveCount(0)
    await page.getByLabel('Stale after').selectOption('90 days')
    await expect(itemOf('Stale', plain)).toBeVisible()
    await expect(part('Stale')).toContainText('Check that the model still works, or archive its versions.')
    await itemOf('Stale', plain).getByRole('link').press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: plain })).toBeVisible()
  },
)
