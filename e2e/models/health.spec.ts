import { expect, mlflow3, test } from '../fixtures.ts'
import { seedModel } from '../seeds/seed-model.ts'

// Who looks after the registry sees what needs care, where, and what to do.

test.use({ allowedStatuses: [400, 403, 404, 500] }) // a version’s files are missing, as are those of other tests

test(
  'lists what needs care, with the models and what to do',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
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
    const name = unique('000 worn') // first in the list
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
    await call('createModel', { name: plain })
    await call('createVersion', { name: plain, source, run_id })
    await call('transitionStage', { name: plain, version: '1', stage: 'Production' })

    const idle = unique('000 idle')
    await call('createModel', { name: idle })
    await call('createVersion', { name: idle, source: 's3://elsewhere/model' })

    await page.goto('registry/health')
    const part = (title: string) => page.getByRole('region', { name: title })
    for (const title of ['No owner', 'No description'])
      await expect(part(title).getByRole('link', { name, exact: true })).toBeVisible()
    const found = async (title: string, version: string, text?: string) => {
      const item = part(title)
        .getByRole('listitem')
        .filter({ hasText: `${name} version ${version}` })
      await expect(item).toContainText(text ?? name)
    }
    await expect(part('Nothing in Production').getByRole('link', { name: idle, exact: true })).toBeVisible()
    await found('Pickles in Production', '1', 'Pickles: data/model.pkl')
    await expect(
      part('Pickles in Production')
        .getByRole('listitem')
        .filter({ hasText: `${plain} version 1` }),
    ).toContainText('Pickles: deep/er/weights.pt')
    await found('Without exact versions in Production', '1', 'Without exact versions: scikit-learn')
    await found('No input example in Production', '1')
    await found('Missing files', '2')
    await found('Files not checked', '3')
    await expect(part('Pickles in Production')).toContainText('Loading a pickle runs code from it.')
    await expect(part('No signature in Production').getByText(name)).toHaveCount(0)

    await call('updateModel', { name, description: 'Fares' })
    await page.reload()
    await expect(part('No owner').getByRole('link', { name, exact: true })).toBeVisible()
    await expect(part('No description').getByRole('link', { name, exact: true })).toHaveCount(0)
  },
)
