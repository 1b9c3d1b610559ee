import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openArtifact } from './artifact-files.ts'
import { expect, mlflow2, test } from './fixtures.ts'
import { moveTo } from './move-to.ts'

// The whole way: a client logs a model, a person registers and promotes it in the browser, and a client loads it from its stage.

/** 200 characters, with every kind that a path, a filter or a page could mistake for something else. */
const hardName = () =>
  `Ünïcødé 模型 نموذج 🚕 it's "100%" & co. ${randomUUID()} ${'long '.repeat(40)}`.slice(0, 199) + 'x'

test.describe('from a run to Production in the browser', () => {
  test.describe.configure({ timeout: 300_000 })

  test('works for the hardest name', { tag: mlflow2 }, async ({ page, server, python, unique }) => {
    const experiment = unique('golden')
    const [runId = ''] = (await python('train.py', server.url, experiment)).slice(-1)
    const name = hardName()
    await openModelArtifact(page, experiment, runId)
    await register(page, name)
    await promote(page, name)
    expect((await python('predict.py', server.url, 'Production', name)).slice(-1)).toEqual(['21.0'])
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

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
