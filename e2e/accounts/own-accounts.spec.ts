import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Account } from '../../testbed/mlflow.ts'
import { watch } from '../../testbed/watch.ts'
import { expect, only, test } from '../fixtures.ts'
import { moveTo } from '../reviews/move-to.ts'

// Not signed in at first.
test.use({ allowedStatuses: [401] })

async function signIn(page: Page, { name, password }: Account) {
  const dialog = page.getByRole('dialog', { name: 'Sign in to the MLflow server' })
  await dialog.getByLabel('User name').fill(name)
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
}

test(
  'two people with accounts of MLflow: one uploads, the other hears what is missing, is given it, and moves the version',
  only('upstream', 'people have accounts of MLflow'),
  async ({ page, browser, server, unique }) => {
    const { signIn: own } = server
    if (!own) return test.skip(true, 'needs MLflow’s app for accounts, which could not be installed')
    const [ada, ben] = own.people
    const name = unique('of ada')
    const folder = join(test.info().outputPath('upload'), 'taxi')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'MLmodel'), 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n')

    await page.goto(`${own.url}models`)
    await signIn(page, ada)
    await page.getByRole('button', { name: 'Upload a model' }).click()
    const upload = page.getByRole('dialog')
    await upload.getByLabel('Model folder').setInputFiles(folder)
    await upload.getByLabel('Model name').fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await upload.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(upload).toBeHidden()
    const version = `${own.url}models/${encodeURIComponent(name)}/versions/1`
    await page.goto(version)
    await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible()

    const elsewhere = await browser.newContext()
    const bens = await elsewhere.newPage()
    const problems = watch(bens, [401])
    await bens.goto(version)
    await signIn(bens, ben)
    await expect(bens.getByRole('heading', { name: 'About this version' })).toBeVisible()
    await bens.getByRole('button', { name: 'Stage: None' }).click()
    const menu = bens.getByRole('dialog', { name: 'Move version 1' })
    await expect(menu).toContainText(`You can’t change the stage: this needs EDIT permission on the model “${name}”.`)
    await expect(menu.getByRole('menuitem', { name: 'Request transition to Production' })).toBeVisible()
    await expect(menu.getByRole('menuitem', { name: /^Transition/ })).toHaveCount(0)
    await bens.keyboard.press('Escape')
    const main = bens.getByRole('main')
    await expect(main.getByRole('button', { name: /^(Edit|Delete|Add)/ })).toHaveCount(0)

    const granted = await fetch(`${own.mlflow}/api/3.0/mlflow/users/permissions/grant`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(`${ada.name}:${ada.password}`).toString('base64')}`,
      },
      body: JSON.stringify({
        username: ben.name,
        resource_type: 'registered_model',
        resource_id: name,
        permission: 'EDIT',
      }),
    })
    expect(granted.status).toBe(200)
    await bens.reload()
    await expect(main.getByRole('button', { name: 'Edit description' })).toBeVisible()
    await expect(main.getByRole('button', { name: 'Delete' })).toHaveCount(0) // needs MANAGE
    await moveTo(bens, 'Staging')
    await expect(bens.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    await expect(bens.getByRole('alert')).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    expect(problems).toEqual([])
    await elsewhere.close()
  },
)
