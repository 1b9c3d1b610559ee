import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '#contract/client.ts'
import { notAuthenticated, openFakeUpstream } from '../../testbed/fake-upstream.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startServer } from '../../testbed/server.ts'
import { expect, only, test } from '../fixtures.ts'

test.use({ allowedStatuses: [400, 401] })

/** What MLflow answers when somebody else has an experiment of this name that one can't see. */
const taken = {
  status: 400,
  type: 'application/json',
  body: JSON.stringify({
    error_code: 'RESOURCE_ALREADY_EXISTS',
    message:
      'Experiment(name=x) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: experiments.name\n' +
      '[SQL: INSERT INTO experiments (name) VALUES (?)]',
  }),
}

test(
  'a person who signed in uploads a model, into an experiment that they choose',
  only('embedded', 'starts servers of its own'),
  async ({ page, unique }) => {
    const theirs = `Basic ${Buffer.from('ada:secret').toString('base64')}`
    const backend = await startServer()
    const fake = await openFakeUpstream(backend.url, ({ path, authorization }) => {
      if (authorization !== theirs) return notAuthenticated
      return path.endsWith('/experiments/create') ? taken : undefined
    })
    const env = { MLFLOW_TRACKING_URI: fake.url, MODELSHELF_AUTH: 'pass-through' }
    const shelf = await startServer(undefined, env, await freePort())
    const call = createClient(backend.url, (url, init) => fetch(url, init))
    const experiment = unique('of the team')
    const { experiment_id } = await call('createExperiment', { name: experiment })
    const folder = join(test.info().outputPath('upload'), 'taxi')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'MLmodel'), 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n')
    writeFileSync(join(folder, 'model.pkl'), 'x'.repeat(1000))

    await page.goto(`${shelf.url}models`)
    const signIn = page.getByRole('dialog', { name: 'Sign in to the MLflow server' })
    await signIn.getByLabel('User name').fill('ada')
    await signIn.getByLabel('Password').fill('secret')
    await signIn.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Upload a model' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel('Experiment')).toHaveValue('Uploaded models (ada)')
    await dialog.getByLabel('Model folder').setInputFiles(folder)
    const problem = dialog.getByRole('alert')
    await expect(problem).toContainText('You can’t use the experiment “Uploaded models (ada)”.')
    await expect(problem).not.toContainText(/SQL|constraint/)

    await dialog.getByLabel('Experiment').fill(experiment)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByText('Upload complete.')).toBeVisible()
    const { runs = [] } = await call('searchRuns', { experiment_ids: [experiment_id] })
    expect(runs.map(({ info }) => [info.run_name, info.status])).toEqual([['taxi', 'FINISHED']])
    const { files = [] } = await call('listArtifacts', { run_id: runs[0]?.info.run_id ?? '', path: 'model' })
    expect(files.map(({ path }) => path)).toEqual(['model/MLmodel', 'model/model.pkl'])

    // After a restart, the server has nobody's credentials until they are sent again.
    await shelf.stop()
    const again = await startServer(undefined, env, Number(new URL(shelf.url).port))
    await page.goto(`${shelf.url}settings`)
    await expect(page.getByText('3.17.2')).toBeVisible()
    await page.close()
    await again.stop()
    await fake.close()
    await backend.stop()
  },
)
