import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { openReceiver } from '../../scripts/receiver.ts'
import { openArtifact } from '../artifacts/artifact-files.ts'
import { expect, mlflow2, test } from '../fixtures.ts'
import { moveTo } from './move-to.ts'

// The whole way: a client logs a model, a person registers and promotes it in the browser, asks for the next version, and somebody else
// looks at its changes and approves it. A webhook tells of it, and the code that its page shows loads it.

/** 200 characters, with every kind that a path, a filter or a page could mistake for something else. */
const hardName = () =>
  `Ünïcødé 模型 نموذج 🚕 it's "100%" & co. ${randomUUID()} ${'long '.repeat(40)}`.slice(0, 199) + 'x'

test.describe('from a run to Production in the browser', () => {
  test.describe.configure({ timeout: 300_000 })

  test('works for the hardest name', { tag: mlflow2 }, async ({ page, call, server, backend, python, unique }) => {
    const experiment = unique('golden')
    const [runId = ''] = (await python('train.py', server.url, experiment)).slice(-1)
    const name = hardName()
    await openModelArtifact(page, experiment, runId)
    await register(page, name)
    await promote(page, name)

    const { model_version } = await call('getVersion', { name, version: '1' })
    const { source = '', run_id = '' } = model_version
    const [, model_id] = /^models:\/(m-\w+)/.exec(source) ?? []
    await call('createVersion', { name, source, ...(model_id === undefined ? { run_id } : { model_id }) })
    await call('createTransitionRequest', { name, version: '2', stage: 'Production', comment: 'As good, and smaller.' })
    const receiver = await openReceiver()
    await addWebhook(server, backend, receiver.url, name)
    await approve(page, name)
    const [told] = await receiver.atLeast(1)
    expect(JSON.parse(told?.body ?? '')).toMatchObject({ model_name: name, version: '2', from_stage: 'None' })
    await receiver.close()
    expect((await call('getVersion', { name, version: '1' })).model_version.current_stage).toBe('Archived')
    const code = await loadingCode(page)
    expect(code).toContain('/Production')
    const file = join(mkdtempSync(join(tmpdir(), 'modelshelf-golden-')), 'snippets.json')
    const filled = code.replace('data = ...', 'data = [[10.0]]')
    writeFileSync(file, JSON.stringify([`${filled}\nassert round(float(predictions[0]), 6) == 21.0`]))
    await python('run_snippets.py', file)
  })
})

/** Experiments → runs → the run → Artifacts → the model. */
async function openModelArtifact(page: Page, experiment: string, runId: string) {
  await page.goto('experiments')
  await page.getByRole('link', { name: experiment }).click()
  await page.locator(`a[href$="/runs/${runId}"]`).first().click()
  await page.getByRole('tab', { name: 'Artifacts' }).click()
  await openArtifact(page, /^model/)
}

async function register(page: Page, name: string) {
  await page.getByRole('button', { name: 'Register model' }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Model name').fill(name)
  await page.getByRole('option', { name: `Create new model "${name}"` }).click()
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog).toBeHidden()
}

async function promote(page: Page, name: string) {
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`${escape(name)}.*1`) })
    .click()
  await expect(page).toHaveURL(/\/versions\/1$/)
  const stage = page.getByRole('button', { name: 'Stage' })
  await expect(stage).toContainText('None')
  await moveTo(page, 'Production')
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 moved to Production.' })).toBeVisible()
  await expect(stage).toContainText('Production')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Stage' })).toContainText('Production')
}

/** Reviews → Changes → Approve, which archives version 1. */
async function approve(page: Page, name: string) {
  await page.goto('reviews')
  await page.locator(`a[href$="/models/${encodeURIComponent(name)}/versions/2/changes"]`).click()
  await expect(page.getByText('Compared with version 1, which is in Production.')).toBeVisible()
  const request = page.getByRole('region', { name: 'Request: Production' })
  await expect(request).toContainText('As good, and smaller.')
  await request.getByRole('button', { name: 'Approve…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve: version 2 to Production' })
  await dialog.getByRole('checkbox', { name: 'Archive version 1' }).check()
  await dialog.getByRole('button', { name: 'Approve and move' }).click()
  await expect(page.getByRole('button', { name: 'Stage' })).toHaveText('Production')
}

/** As the operator does in the shell: in front of MLflow with one account for everybody, nobody else may. */
async function addWebhook({ data }: { data: string }, backend: string, url: string, model: string) {
  const main = join(import.meta.dirname, '../../server/main.ts')
  const events = ['--events', 'MODEL_VERSION_TRANSITIONED_TO_PRODUCTION']
  const command = [main, 'webhook', 'add', url, ...events, '--model', model, '--data', data]
  // Any address tells the command that the data is that of a server in front of MLflow.
  const env = { ...process.env, ...(backend !== 'embedded' && { MLFLOW_TRACKING_URI: 'http://mlflow.example' }) }
  await promisify(execFile)(process.execPath, command, { env })
}

/** The code that loads what is in Production with pyfunc. */
async function loadingCode(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Overview' }).click()
  const use = page.getByRole('region', { name: 'Use this model' })
  await use.getByLabel('Load by').selectOption({ label: 'Newest in Production' })
  return (await use.locator('pre').filter({ hasText: 'mlflow.pyfunc.load_model' }).textContent()) ?? ''
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
